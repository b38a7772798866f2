package org.ramwire.conformance.lab.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.golden.GoldenStream;

/**
 * A golden stream read back, wherever it lies.
 *
 * @param stream the stream's bytes
 * @param memory each block's memory
 * @param document {@code golden.json}
 */
public record StoredGolden(byte[] stream, List<byte[]> memory, JsonNode document) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Streams and images are held on the heap. */
  private static final long MAX_FILE_BYTES = 1L << 30;

  /**
   * Reads one that comes with Ramwire.
   *
   * @param golden which
   * @return its content
   * @throws IOException if it cannot be read
   */
  public static StoredGolden of(GoldenStream golden) throws IOException {
    List<byte[]> memory = new ArrayList<>();
    for (int index = 0; index < golden.blockCount(); index++) {
      memory.add(golden.ram(index));
    }
    try (InputStream stream = golden.stream()) {
      return new StoredGolden(stream.readAllBytes(), memory, JSON.readTree(golden.json()));
    }
  }

  /**
   * Reads one from a folder.
   *
   * @param folder holds {@code golden.json}
   * @return its content
   * @throws IOException if it cannot be read
   */
  public static StoredGolden of(Path folder) throws IOException {
    Path index = folder.resolve("golden.json");
    JsonNode document;
    try {
      document = JSON.readTree(FileFault.read(index));
    } catch (JsonProcessingException e) {
      throw new IOException(index + ": no JSON: " + OneLine.of(e.getOriginalMessage(), 300), e);
    }
    List<byte[]> memory = new ArrayList<>();
    for (JsonNode block : document.path("blocks")) {
      memory.add(content(folder, block.path("file").asText()));
    }
    return new StoredGolden(content(folder, GoldenDocument.STREAM), memory, document);
  }

  private static byte[] content(Path folder, String name) throws IOException {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new IOException(folder + ": golden.json names no file: " + OneLine.of(name, 300), e);
    }
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IOException("longer than " + MAX_FILE_BYTES + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
  }

  /**
   * Returns how much of it comes out the same again.
   *
   * @return what the document says
   * @throws IOException if it does not say so
   */
  public Determinism determinism() throws IOException {
    String word = document.path("determinism").asText();
    try {
      return Determinism.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException("golden.json: determinism is '" + word + "'", e);
    }
  }
}
