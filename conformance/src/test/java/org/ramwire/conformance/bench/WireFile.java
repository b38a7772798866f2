package org.ramwire.conformance.bench;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream of any length, spelled out into a file. */
final class WireFile implements Closeable {

  static final int PAGE = 4096;
  static final int ZERO = 0x02;
  static final int MEM_SIZE = 0x04;
  static final int PLAIN = 0x08;
  static final int EOS = 0x10;
  static final int CONTINUE = 0x20;
  static final int XBZRLE = 0x40;
  static final int RAM = 2;

  private static final int START = 1;
  private static final int PART = 2;
  private static final int END = 3;
  private static final int FULL = 4;

  private final DataOutputStream out;

  WireFile(Path file) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  WireFile u8(int value) throws IOException {
    out.writeByte(value);
    return this;
  }

  WireFile be32(int value) throws IOException {
    out.writeInt(value);
    return this;
  }

  WireFile be64(long value) throws IOException {
    out.writeLong(value);
    return this;
  }

  WireFile text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  WireFile bytes(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  WireFile name(String name) throws IOException {
    return u8(name.length()).text(name);
  }

  WireFile header() throws IOException {
    return be32(0x5145564d).be32(3);
  }

  WireFile section(int type, int id, String name, int version) throws IOException {
    return u8(type).be32(id).name(name).be32(0).be32(version);
  }

  WireFile start(int id, String name) throws IOException {
    return section(START, id, name, 1);
  }

  WireFile full(int id, String name) throws IOException {
    return section(FULL, id, name, 1);
  }

  WireFile part(int id) throws IOException {
    return u8(PART).be32(id);
  }

  WireFile end(int id) throws IOException {
    return u8(END).be32(id);
  }

  WireFile footer(int id) throws IOException {
    return u8(0x7e).be32(id);
  }

  /** The head of the ram section and its list, of blocks of one length. */
  WireFile ramStart(int blocks, long bytes) throws IOException {
    header().section(START, RAM, "ram", 4).be64(blocks * bytes | MEM_SIZE);
    for (int block = 0; block < blocks; block++) {
      name(block(block)).be64(bytes);
    }
    return be64(EOS).footer(RAM);
  }

  /** All names have one length. */
  static String block(int index) {
    return String.format("b%04d", index);
  }

  /** Closes a payload. */
  WireFile closed() throws IOException {
    return be64(EOS).footer(RAM);
  }

  /** The ram section's last payload, without a record. */
  WireFile ramEnd() throws IOException {
    return end(RAM).closed();
  }

  WireFile eof() throws IOException {
    return u8(0);
  }

  WireFile command(int code, byte[] data) throws IOException {
    u8(8);
    out.writeShort(code);
    out.writeShort(data.length);
    return bytes(data);
  }

  WireFile description(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return u8(6).be32(bytes.length).bytes(bytes);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
