package org.ramwire.golden;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that a real QEMU sent, the memory that its paused source reported, and a JSON document
 * that says where it comes from.
 *
 * @param qemuVersion the version that sent it, as {@code 7.2.22}
 * @param name the scenario's name
 * @param blockCount how many RAM blocks the stream has
 */
public record GoldenStream(String qemuVersion, String name, int blockCount) {

  /**
   * Opens the stream.
   *
   * @return its bytes from the first; the caller closes it
   * @throws IOException if it cannot be opened
   */
  public InputStream stream() throws IOException {
    return open("stream.bin");
  }

  /**
   * Reads a block's memory.
   *
   * @param index the block's index in the stream's list
   * @return all its bytes
   * @throws IOException if it cannot be read
   */
  public byte[] ram(int index) throws IOException {
    return bytes("ram/" + index + ".img");
  }

  /**
   * Reads the document of provenance, {@code golden.json}.
   *
   * @return JSON in UTF-8
   * @throws IOException if it cannot be read
   */
  public byte[] json() throws IOException {
    return bytes("golden.json");
  }

  /**
   * Returns version and name.
   *
   * @return such as {@code 7.2.22/plain}
   */
  public String id() {
    return qemuVersion + "/" + name;
  }

  private byte[] bytes(String file) throws IOException {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    }
  }

  private InputStream open(String file) throws IOException {
    String path = GoldenStreams.FOLDER + id() + "/" + file;
    InputStream in = GoldenStream.class.getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException("there is no golden stream's file " + path);
    }
    return in;
  }
}
