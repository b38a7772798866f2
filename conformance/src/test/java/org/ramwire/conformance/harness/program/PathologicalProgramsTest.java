package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.harness.run.TestCases;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.CaseHeading;
import org.ramwire.conformance.suite.cases.CaseProfile;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** What a program that is right but for one bad habit is found out as. */
class PathologicalProgramsTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** One that is to be taken, and one that is to be refused. */
  private static final List<ConformanceCase> TWO =
      TestCases.some(TestCases.ACCEPTED, TestCases.REJECTED);

  @TempDir private Path directory;

  @BeforeEach
  void needsPython() {
    assumeTrue(Fixtures.pythonPresent(), "no python3 here");
  }

  @Test
  void withoutABadHabitItPasses() throws Exception {
    assertThat(verify("none", "A=1", TWO, LONG)).containsOnly(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "accepts-all, FAIL, PASS",
    "rejects-all, PASS, FAIL",
    "prints-garbage, RESOURCE, RESOURCE",
    "fills-the-disk, RESOURCE, RESOURCE",
    "eats-memory, RESOURCE, RESOURCE",
    "removes-all-folders, PASS, FAIL",
    "links-its-images, PASS, FAIL",
    "makes-a-pipe-of-its-image, PASS, FAIL",
  })
  void isFoundOut(String habit, Verdict ofRejected, Verdict ofAccepted) throws Exception {
    assertThat(verify(habit, "A=1", TWO, LONG)).containsExactly(ofRejected, ofAccepted);
  }

  @Test
  void aSleeperIsOutOfTime() throws Exception {
    assertThat(verify("sleeps", "A=1", TWO, Duration.ofSeconds(3))).containsOnly(Verdict.TIMEOUT);
  }

  @Test
  void aCrashOnTheTenthRunIsOneCrash() throws Exception {
    List<ConformanceCase> cases =
        TestCases.some("FLAG-NONE", "FLAG-FULL", "FLAG-400", "FLAG-800", "PAGE-EACH", "EOS-ALONE");

    assertThat(verify("crashes-on-the-tenth", counter(), cases, LONG))
        .containsOnlyOnce(Verdict.CRASH)
        .filteredOn(verdict -> verdict != Verdict.CRASH)
        .containsOnly(Verdict.PASS);
  }

  @Test
  void whoChangesTheAnswerFailsTheCanaries() {
    assertThatThrownBy(() -> verify("changes-its-answer", counter(), TWO, LONG))
        .isInstanceOf(HarnessException.class);
  }

  @Test
  void aDaemonInASessionOfItsOwnIsEnded() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "nothing tells a process's environment");
    Path daemons = directory.resolve("daemons");

    verify("leaves-a-daemon", "DAEMONS=" + daemons, TWO, LONG);

    List<Long> pids = Files.readAllLines(daemons).stream().map(Long::parseLong).toList();
    assertThat(pids).isNotEmpty();
    for (int i = 0; i < 6000 && pids.stream().anyMatch(PathologicalProgramsTest::alive); i++) {
      Thread.sleep(10);
    }
    assertThat(pids).noneMatch(PathologicalProgramsTest::alive);
  }

  @Test
  void thereIsNothingToCopyTheAnswerFrom() throws Exception {
    assertThat(verify("searches", "A=1", TWO, LONG)).containsOnly(Verdict.PASS);
    for (ConformanceCase one : CaseLibrary.handWritten()) {
      Path folder = Files.createDirectory(directory.resolve(one.id()));
      CaseFolder.write(folder, one);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .allMatch(name -> name.matches("case\\.txt|main\\.bin|(before|round)-[0-9-]+\\.img"));
      }
      new CaseFolder(folder).delete();
    }
  }

  @Test
  void whoAnswersByTheCasesIdPassesThemAndFailsWhatIsMadeUp() throws Exception {
    List<ConformanceCase> fixed =
        TestCases.some("PAGE-EACH", "FLAG-NONE", "ORDER-PAGE-ZERO", "CONTINUE-SECOND");
    for (ConformanceCase one : fixed) {
      writeAnswer(one);
    }

    assertThat(verify("cached", "CACHE=" + directory, fixed, LONG)).containsOnly(Verdict.PASS);
    // The same streams under names that nobody has seen, as property mode makes them.
    assertThat(
            verify(
                "cached", "CACHE=" + directory, fixed.stream().map(this::renamed).toList(), LONG))
        .contains(Verdict.FAIL);
  }

  private void writeAnswer(ConformanceCase one) throws Exception {
    if (one.expectation() instanceof Expectation.Accept accept) {
      Path known = Files.createDirectory(directory.resolve(one.id()));
      int index = 0;
      for (MemoryImage image : accept.images()) {
        image.write(known.resolve(index++ + ".img"));
      }
    }
  }

  private ConformanceCase renamed(ConformanceCase one) {
    var heading = one.heading();
    var other =
        new CaseHeading(
            "OTHER-" + one.id(),
            heading.group(),
            heading.title(),
            heading.clauses(),
            heading.source(),
            heading.why());
    assertThat(one.setup().profile()).isEqualTo(CaseProfile.RAM_ONLY);
    return new ConformanceCase(other, one.setup(), one.stream(), one.expectation());
  }

  private String counter() throws Exception {
    return "COUNTER=" + directory.resolve("counter");
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static List<Verdict> verify(
      String habit, String environment, List<ConformanceCase> cases, Duration time)
      throws Exception {
    String program = Fixtures.python().replace("decoder.py", "pathological.py");
    VerificationSettings settings =
        new VerificationSettings(LONG, time, null).withMemory(256L << 20);
    return new Verification(
            new OutsideProgram("env " + environment + " " + program + " " + habit), settings)
        .run(cases, (done, total, last) -> {}).results().stream().map(CaseResult::verdict).toList();
  }
}
