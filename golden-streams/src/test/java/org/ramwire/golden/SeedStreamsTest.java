package org.ramwire.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeedStreamsTest {

  @Test
  void hasTheFilesThatWereCaptured() throws Exception {
    SortedMap<String, String> found = new TreeMap<>();
    SeedStreams.forEach(
        stream -> {
          for (String file : stream.files()) {
            found.put(stream.name() + "/" + file, sha256(stream.file(file)));
          }
        });
    assertThat(found).isEqualTo(recorded());
    assertThat(SeedStreams.names()).hasSize(11).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void namesTheCaptureThatHasNoSuchFile() throws Exception {
    SeedStreams.forEach(
        stream ->
            assertThatThrownBy(() -> stream.file("ram/0.img"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("seed/" + stream.name()));
  }

  private static SortedMap<String, String> recorded() throws Exception {
    SortedMap<String, String> recorded = new TreeMap<>();
    try (InputStream in = SeedStreams.class.getResourceAsStream("/seed/SHA256SUMS")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      text.lines().forEach(line -> recorded.put(line.substring(66), line.substring(0, 64)));
    }
    return recorded;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
