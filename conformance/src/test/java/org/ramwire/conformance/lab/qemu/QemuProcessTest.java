package org.ramwire.conformance.lab.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class QemuProcessTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private static QemuProcess sleeper() throws IOException {
    return QemuProcess.start("/bin/sleep", List.of("1000"), new byte[1]);
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
            "/bin/sh", List.of("-c", script, "sh", "a b", "$$", "", "'\""), new byte[1])) {
      assertThat(process.awaitEnd(LONG)).isTrue();
      assertThat(process.stderr()).isEqualTo("a b|$$||'\"|");
    }
  }
}
