package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
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

/** What sessions that misbehave are found out as, and that it costs them one case. */
class ProgramSessionTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Limits one of which a program that does not hang keeps, however slow the machine. */
  private static final List<Duration> SHORT_TO_LONG =
      List.of(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(75));

  private static final String CULPRIT = "FLAG-FULL";

  @TempDir private Path directory;

  @Test
  void answersCaseAfterCase() throws Exception {
    assertThat(verdicts(verify("honest", LONG))).containsOnly(Verdict.PASS).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "dies, CRASH, 'the session ended with exit code 3, last words: out of luck'",
    "exits-with-10, CRASH, the session ended with exit code 10",
    "signal, CRASH, the session ended with exit code 139",
    "chats, HARNESS, 'wrote the line ''Let me see …'': expected one JSON object'",
    "wrong-id, HARNESS, expected {\"id\":",
    "huge-id, HARNESS, expected {\"id\":",
    "text-id, HARNESS, expected {\"id\":",
    "two-ids, HARNESS, expected one JSON object",
    "two-objects, HARNESS, expected one JSON object",
    "no-exit, HARNESS, expected {\"id\":",
    "floods, RESOURCE, bytes on standard output",
    "floods-stderr, RESOURCE, bytes on standard error",
    "fill-disk, RESOURCE, bytes in the case's folder",
  })
  void whateverGoesWrongCostsOneCase(String mode, Verdict verdict, String found) throws Exception {
    VerificationReport report = verify(mode, LONG);

    assertThat(verdicts(report))
        .containsExactly(Verdict.PASS, Verdict.PASS, verdict, Verdict.PASS, Verdict.PASS);
    assertThat(report.badWorstFirst().get(0).found()).contains(found);
  }

  @Test
  void aHangCostsOneCaseAndItsChildrenAreEnded() throws Exception {
    Path sleepers = directory.resolve("sleepers");
    VerificationReport report = null;
    for (Duration time : SHORT_TO_LONG) {
      Files.write(sleepers, new byte[0]);
      report = verify("env SLEEPERS=" + sleepers + " ", "hangs", time, 2L << 30);
      if (verdicts(report).stream().filter(Verdict.TIMEOUT::equals).count() == 1) {
        break;
      }
    }

    assertThat(verdicts(report))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.TIMEOUT, Verdict.PASS, Verdict.PASS);
    assertThat(Files.readAllLines(sleepers)).hasSize(1);
    long pid = Long.parseLong(Files.readAllLines(sleepers).get(0));
    for (int i = 0; i < 6000 && alive(pid); i++) {
      Thread.sleep(10);
    }
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void tooMuchMemoryCostsOneCase() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "nothing tells a process's memory here");

    assertThat(verdicts(verify("", "memory", LONG, 64 << 20)))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.RESOURCE, Verdict.PASS, Verdict.PASS);
  }

  @Test
  void aLineThatNobodyAskedForIsShownWithTheNextCase() throws Exception {
    VerificationReport report = verify("adds", LONG);

    assertThat(verdicts(report))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.HARNESS, Verdict.PASS);
    assertThat(report.badWorstFirst().get(0).found())
        .contains("wrote the line 'That was a good one.'");
  }

  @Test
  void aSessionThatIsNoneIsTheHarness() {
    assertBroken("greets", "'Hello yourself'", LONG);
    assertBroken("mute", "did not end within 2 s", Duration.ofSeconds(2));
    assertBroken("boasts", "hello names the features that 'features' names", LONG);
  }

  @Test
  void aSessionThatStaysIsTheHarness() {
    Throwable found = null;
    for (Duration time : SHORT_TO_LONG) {
      found = catchThrowable(() -> verifyOne("stays", time));
      if (String.valueOf(found).contains("a session ends when it is told to")) {
        break;
      }
    }
    assertThat(found)
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining("a session ends when it is told to");
  }

  @Test
  void isChosenByTheFeatureOrByTheMode() throws Exception {
    String command = Fixtures.shell("misbehaves.sh") + " reject";

    assertThat(verdicts(verify(new OutsideProgram(command, ProgramMode.AUTO), LONG, 2L << 30)))
        .containsOnly(Verdict.PASS);
    assertThatThrownBy(
            () -> verify(new OutsideProgram(command, ProgramMode.SESSION), LONG, 2L << 30))
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining("'serve' should answer hello");
    assertThat(new OutsideProgram("x", ProgramMode.SESSION).option())
        .isEqualTo("--iut 'x' --mode session");
    assertThat(new OutsideProgram("x", ProgramMode.ONE_SHOT).option())
        .isEqualTo("--iut 'x' --mode one-shot");
  }

  @Test
  void severalSessionsGiveTheSameResultsInTheSameOrder() throws Exception {
    List<ConformanceCase> cases = cases();
    VerificationReport report =
        new Verification(
                new OutsideProgram(command("", "dies")),
                new VerificationSettings(LONG, LONG, null).withJobs(3))
            .run(cases, (done, total, last) -> {});

    assertThat(report.results()).extracting(CaseResult::testCase).isEqualTo(cases);
    assertThat(verdicts(report))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.CRASH, Verdict.PASS, Verdict.PASS);
  }

  private static void assertBroken(String mode, String message, Duration time) {
    assertThatThrownBy(() -> verifyOne(mode, time))
        .as(mode)
        .isInstanceOf(HarnessException.class)
        .hasMessageContaining(message);
  }

  private static void verifyOne(String mode, Duration time) throws Exception {
    new Verification(
            new OutsideProgram(command("", mode)), VerificationSettings.DEFAULT.withTime(time))
        .run(cases(), (done, total, last) -> {});
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static VerificationReport verify(String mode, Duration caseTime) throws Exception {
    return verify("", mode, caseTime, 2L << 30);
  }

  private static VerificationReport verify(
      String before, String mode, Duration caseTime, long memory) throws Exception {
    return verify(new OutsideProgram(command(before, mode)), caseTime, memory);
  }

  private static VerificationReport verify(OutsideProgram program, Duration caseTime, long memory)
      throws Exception {
    return new Verification(
            program, new VerificationSettings(LONG, caseTime, null).withMemory(memory))
        .run(cases(), (done, total, last) -> {});
  }

  private static String command(String before, String mode) {
    return before + Fixtures.shell("serves.sh") + " " + mode + " " + CULPRIT;
  }

  private static List<ConformanceCase> cases() {
    return TestCases.some("FLAG-400", "FLAG-800", CULPRIT, "FLAG-FULL-EOS", "FLAG-NONE");
  }

  private static List<Verdict> verdicts(VerificationReport report) {
    return report.results().stream().map(CaseResult::verdict).toList();
  }
}
