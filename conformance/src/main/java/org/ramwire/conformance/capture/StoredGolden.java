package org.ramwire.conformance.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ramwire.conformance.scenario.Determinism;
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
    JsonNode document = JSON.readTree(Files.readAllBytes(folder.resolve("golden.json")));
    List<byte[]> memory = new ArrayList<>();
    for (JsonNode block : document.path("blocks")) {
      memory.add(Files.readAllBytes(folder.resolve(block.path("file").asText())));
    }
    byte[] stream = Files.readAllBytes(folder.resolve(GoldenDocument.STREAM));
    return new StoredGolden(stream, memory, document);
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
