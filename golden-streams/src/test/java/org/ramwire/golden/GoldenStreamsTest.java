package org.ramwire.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenStreamsTest {

  private static final byte[] MAGIC_AND_VERSION = {0x51, 0x45, 0x56, 0x4d, 0, 0, 0, 3};

  @Test
  void hasEveryFileOfEveryStream() throws Exception {
    List<GoldenStream> all = GoldenStreams.all();
    assertThat(all).isNotEmpty().doesNotHaveDuplicates();
    for (GoldenStream golden : all) {
      try (InputStream stream = golden.stream()) {
        assertThat(stream.readNBytes(8)).as(golden.id()).isEqualTo(MAGIC_AND_VERSION);
      }
      for (int index = 0; index < golden.blockCount(); index++) {
        assertThat(golden.ram(index)).as(golden.id()).isNotEmpty();
      }
      String json = new String(golden.json(), StandardCharsets.UTF_8);
      assertThat(json).startsWith("{").contains("\"" + golden.name() + "\"");
      assertThatThrownBy(() -> golden.ram(golden.blockCount()))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessageContaining(golden.id());
    }
  }

  @Test
  void findsAStreamByVersionAndName() throws Exception {
    GoldenStream plain = GoldenStreams.find("7.2.22", "plain").orElseThrow();
    assertThat(plain).isEqualTo(new GoldenStream("7.2.22", "plain", 2));
    assertThat(plain.id()).isEqualTo("7.2.22/plain");
    assertThat(GoldenStreams.find("7.2.22", "plai")).isEmpty();
    assertThat(GoldenStreams.find("0.0.0", "plain")).isEmpty();
  }
}
