package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.OutcomeText;
import org.ramwire.conformance.harness.protocol.RunLimits;

class ProcessRunTest {

  private static final RunLimits LIMITS =
      new RunLimits(Duration.ofMinutes(5), 1000, 1 << 20, 1 << 30);

  @TempDir private Path directory;

  @Test
  void reportsExitCodeAndLastWords() {
    Outcome outcome = run(LIMITS, "echo first >&2; printf 'the \\033last' >&2; exit 7");

    assertThat(outcome).isEqualTo(new Outcome.Exited(7, null, "the ?last"));
  }

  @Test
  void aProgramThatIsNotThereIsNoCrashOfOurs() {
    Outcome outcome = new ProcessRun(LIMITS, null).run(List.of("/no/such/program"));

    assertThat(OutcomeText.of(outcome)).contains("/no/such/program");
  }

  @Test
  void standardInputIsAtItsEnd() {
    assertThat(run(LIMITS, "cat; exit 3")).isEqualTo(new Outcome.Exited(3, null, ""));
  }

  @Test
  void takesOutputUpToTheLimitAndNoMore() {
    String atLimit = "head -c 1000 /dev/zero";

    assertThat(run(LIMITS, atLimit).kind()).isEqualTo(Outcome.Kind.EXITED);
    assertThat(run(LIMITS, atLimit + "; echo").kind()).isEqualTo(Outcome.Kind.OVER_LIMIT);
    assertThat(run(LIMITS, atLimit + " >&2").kind()).isEqualTo(Outcome.Kind.EXITED);
    assertThat(run(LIMITS, atLimit + " >&2; echo >&2").kind()).isEqualTo(Outcome.Kind.OVER_LIMIT);
  }

  @Test
  void takesFilesUpToTheLimitAndNoMore() {
    String atLimit = "head -c 1048576 /dev/zero > " + directory.resolve("file");

    assertThat(run(LIMITS, atLimit).kind()).isEqualTo(Outcome.Kind.EXITED);
    assertThat(run(LIMITS, atLimit + "; echo >> " + directory.resolve("file")).kind())
        .isEqualTo(Outcome.Kind.OVER_LIMIT);
  }

  @Test
  void endsAProgramThatWritesForEver() {
    assertThat(run(LIMITS, "while :; do echo x; done").kind()).isEqualTo(Outcome.Kind.OVER_LIMIT);
    String line = "x=$(printf '%04000d' 0); ";
    String grows = "while :; do echo $x >> " + directory.resolve("file") + "; done";
    assertThat(run(LIMITS, line + grows).kind()).isEqualTo(Outcome.Kind.OVER_LIMIT);
  }

  @Test
  void takesTimeUpToTheLimitAndNoMore() throws Exception {
    assertThat(run(LIMITS, "sleep 0.1").kind()).isEqualTo(Outcome.Kind.EXITED);

    Path pid = directory.resolve("pid");
    String hangs = "sleep 1000 & echo $! > " + pid + "; wait";
    // Until a shell that is slow to start has written its child's number.
    for (int millis = 500; !Files.exists(pid) || Files.size(pid) == 0; millis *= 5) {
      Outcome outcome = run(LIMITS.withTime(Duration.ofMillis(millis)), hangs);
      assertThat(outcome.kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
      assertThat(millis).isLessThan(200_000);
    }
    assertEnds(pid);
  }

  @Test
  void endsAChildThatOutlivesTheProgramAndHoldsItsOutput() throws Exception {
    Path pid = directory.resolve("pid");

    Outcome outcome = run(LIMITS, "sleep 1000 & echo $! > " + pid + "; exit 10");

    assertThat(outcome).isEqualTo(new Outcome.Exited(10, null, ""));
    assertEnds(pid);
  }

  private static void assertEnds(Path pidFile) throws Exception {
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    Optional<ProcessHandle> child = ProcessHandle.of(pid);
    for (int i = 0; i < 6000 && child.map(ProcessHandle::isAlive).orElse(false); i++) {
      Thread.sleep(10);
    }
    assertThat(child.map(ProcessHandle::isAlive).orElse(false)).as("child %d lives", pid).isFalse();
  }

  private Outcome run(RunLimits limits, String script) {
    return new ProcessRun(limits, new CaseFolder(directory)).run(List.of("sh", "-c", script));
  }
}
