package org.ramwire.conformance.lab.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class QemuProcessTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private static QemuProcess sleeper() throws IOException {
    return QemuProcess.start("/bin/sleep", List.of("1000"), Map.of());
  }

  @Test
  void endsWithTheJvmThoughItIsKilled() throws Exception {
    try (QemuProcess process = sleeper()) {
      assertThat(process.alive()).isTrue();
      process.abandon();
      assertThat(process.awaitEnd(LONG)).isTrue();
      while (Files.exists(process.folder())) {
        Thread.sleep(10);
      }
    }
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    QemuProcess process = sleeper();
    process.close();
    assertThat(process.alive()).isFalse();
    assertThat(process.folder()).doesNotExist();
  }

  @Test
  void keepsItsArgumentsAsTheyAre() throws Exception {
    String script = "printf '%s|' \"$@\" >&2; cat >&2";
    try (QemuProcess process =
        QemuProcess.start(
            "/bin/sh", List.of("-c", script, "sh", "a b", "$$", "", "'\""), Map.of())) {
      assertThat(process.awaitEnd(LONG)).isTrue();
      assertThat(process.stderr()).isEqualTo("a b|$$||'\"|");
    }
  }
}
