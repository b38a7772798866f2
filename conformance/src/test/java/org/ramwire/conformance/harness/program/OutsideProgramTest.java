package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.harness.run.TestCases;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/** What programs that misbehave are found out as. */
class OutsideProgramTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @Test
  void alwaysOneIsTheHarnessAndNotARejection() {
    assertThatThrownBy(() -> verify(Fixtures.shell("always-1.sh"), LONG))
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining("features")
        .hasMessageContaining("exited with 1");
  }

  @Test
  void alwaysTenFailsTheFirstCanary() {
    assertThatThrownBy(() -> verify(Fixtures.shell("always-10.sh"), LONG))
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining("a minimal valid stream")
        .hasMessageContaining("exited with 10");
  }

  @Test
  void aHangIsEndedWithItsChildren() throws Exception {
    Path sleepers = directory.resolve("sleepers");
    String command = "env SLEEPERS=" + sleepers + " " + Fixtures.shell("hangs.sh");

    // Until a program that is slow to start has come as far as to its child.
    for (int seconds = 2; !written(sleepers) && seconds < 200; seconds *= 5) {
      Duration time = Duration.ofSeconds(seconds);
      assertThatThrownBy(
              () ->
                  new Verification(
                          new OutsideProgram(command), VerificationSettings.DEFAULT.withTime(time))
                      .run(cases(), (done, total, last) -> {}))
          .isInstanceOf(HarnessException.class)
          .hasMessageContaining("did not end within " + seconds + " s");
    }
    assertGone(sleepers);
  }

  @Test
  void aProgramThatIsNotThereIsTheHarness() {
    assertThatThrownBy(() -> verify("/no/such/decoder", LONG))
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining("/no/such/decoder");
  }

  @ParameterizedTest
  @CsvSource({
    "accept-all, FAIL, FAIL",
    "accept-without-images, FAIL, FAIL",
    "wrong-length, FAIL, FAIL",
    "symbolic-link, FAIL, FAIL",
    "unsupported, FAIL, FAIL",
    "garbage, RESOURCE, RESOURCE",
    "garbage-to-stderr, RESOURCE, RESOURCE",
    "fill-disk, RESOURCE, RESOURCE",
    "signal, CRASH, CRASH",
    "harness, HARNESS, HARNESS",
  })
  void aProgramThatKnowsTheCanariesIsFoundOutAllTheSame(
      String mode, Verdict ofAccepted, Verdict ofRejected) throws Exception {
    VerificationReport report = verify(misbehaving(mode, ""), LONG);

    assertThat(verdicts(report)).containsExactly(ofRejected, ofAccepted);
  }

  @Test
  void aProgramThatTakesTooMuchMemoryIsEnded() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "nothing tells a process's memory here");

    VerificationReport report =
        new Verification(
                new OutsideProgram(misbehaving("memory", "")),
                new VerificationSettings(LONG, LONG, null).withMemory(64 << 20))
            .run(TestCases.some(TestCases.REJECTED), (done, total, last) -> {});

    assertThat(verdicts(report)).containsExactly(Verdict.RESOURCE);
    assertThat(report.results().get(0).found()).contains("took more than 67108864 bytes of memory");
  }

  @Test
  void aHangBehindTheCanariesCostsOneCase() throws Exception {
    VerificationReport report = verify(misbehaving("hang", ""), Duration.ofSeconds(1));

    assertThat(verdicts(report)).containsExactly(Verdict.TIMEOUT, Verdict.TIMEOUT);
  }

  @Test
  void aChildThatIsLeftBehindIsEnded() throws Exception {
    Path sleepers = directory.resolve("sleepers");

    VerificationReport report = verify(misbehaving("leave-child", "SLEEPERS=" + sleepers), LONG);

    assertThat(verdicts(report)).containsExactly(Verdict.PASS, Verdict.FAIL);
    assertGone(sleepers);
  }

  @Test
  void aCrashCostsOneCase() throws Exception {
    Path counter = Files.createFile(directory.resolve("counter"));
    List<ConformanceCase> rejected =
        TestCases.some("FLAG-NONE", "FLAG-FULL", "FLAG-FULL-EOS", "FLAG-400", "FLAG-800");

    VerificationReport report =
        new Verification(
                new OutsideProgram(misbehaving("crash-on-third", "COUNTER=" + counter)),
                new VerificationSettings(LONG, LONG, null))
            .run(rejected, (done, total, last) -> {});

    assertThat(verdicts(report))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.CRASH, Verdict.PASS, Verdict.PASS);
    assertThat(report.badWorstFirst().get(0).found()).isEqualTo("exited with 1");
  }

  @Test
  void casesThatNeedAnUnclaimedFeatureAreNotRun() throws Exception {
    VerificationReport report =
        new Verification(
                new OutsideProgram(misbehaving("signal", "")),
                new VerificationSettings(LONG, LONG, null))
            .run(TestCases.some("BODY-ONE-PAGE", "FLAG-NONE"), (done, total, last) -> {});

    assertThat(verdicts(report)).containsExactly(Verdict.UNSUPPORTED, Verdict.CRASH);
  }

  @Test
  void leavesNoFolderBehindAndKeepsThoseThatAreWanted() throws Exception {
    Path keep = directory.resolve("kept");

    for (int run = 0; run < 2; run++) {
      new Verification(
              new OutsideProgram(misbehaving("accept-all", "")),
              new VerificationSettings(LONG, LONG, keep))
          .run(cases(), (done, total, last) -> {});
    }

    assertThat(keep.resolve(TestCases.ACCEPTED).resolve("out").resolve("0.img")).exists();
    assertThat(keep.resolve(TestCases.REJECTED).resolve("case.txt")).exists();
  }

  @Test
  void doesNotReplaceAFolderOfSomebodyElse() throws Exception {
    Path precious = directory.resolve(TestCases.ACCEPTED).resolve("precious");
    Files.createDirectories(precious);

    assertThatThrownBy(
            () ->
                new Verification(
                        new OutsideProgram(misbehaving("accept-all", "")),
                        new VerificationSettings(LONG, LONG, directory))
                    .run(cases(), (done, total, last) -> {}))
        .hasMessageContaining(TestCases.ACCEPTED);
    assertThat(precious).exists();
  }

  private static VerificationReport verify(String command, Duration caseTime) throws Exception {
    return new Verification(
            new OutsideProgram(command), new VerificationSettings(LONG, caseTime, null))
        .run(cases(), (done, total, last) -> {});
  }

  private static List<ConformanceCase> cases() {
    return TestCases.some(TestCases.ACCEPTED, TestCases.REJECTED);
  }

  private static String misbehaving(String mode, String environment) {
    return "env " + environment + " " + Fixtures.shell("misbehaves.sh") + " " + mode;
  }

  private static List<Verdict> verdicts(VerificationReport report) {
    return report.results().stream().map(CaseResult::verdict).toList();
  }

  private static boolean written(Path file) throws Exception {
    return Files.exists(file) && Files.size(file) > 0;
  }

  private static void assertGone(Path pids) throws Exception {
    List<ProcessHandle> alive = alive(pids);
    for (int i = 0; i < 6000 && !alive.isEmpty(); i++) {
      Thread.sleep(10);
      alive = alive(pids);
    }
    assertThat(alive).isEmpty();
  }

  private static List<ProcessHandle> alive(Path pids) throws Exception {
    return Files.readAllLines(pids).stream()
        .map(Long::parseLong)
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(ProcessHandle::isAlive)
        .toList();
  }
}
