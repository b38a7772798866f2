package org.ramwire.conformance.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.miniature.EncoderFault;
import org.ramwire.conformance.harness.miniature.EncoderUnderTest;
import org.ramwire.conformance.harness.miniature.Fault;
import org.ramwire.conformance.harness.miniature.MiniatureUnderTest;
import org.ramwire.conformance.harness.program.OutsideProgram;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.run.CaseTrial;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.random.Plan;
import org.ramwire.conformance.suite.random.PlanGenerator;

class RandomRunTest {

  private static final VerificationSettings SETTINGS =
      new VerificationSettings(Duration.ofSeconds(60), Duration.ofSeconds(60), null);

  /** How many cases a right implementation meets: 50, and 500 in continuous integration. */
  private static final int COUNT = Integer.getInteger("ramwire.random", 50);

  /** How many cases are enough for each of the faults below. */
  private static final int ENOUGH = 25;

  /**
   * The time that a user waits for a smaller case is short for a machine that does more at once.
   */
  private static final Duration SHRINKING_TIME = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @Test
  void theReferenceAndASecondDecoderGetAllRight() throws Exception {
    assertThat(run(COUNT, 42, new BuiltInCodec()).results().count(Verdict.PASS)).isEqualTo(COUNT);
    assertThat(run(COUNT, 43, new MiniatureUnderTest(null)).results().count(Verdict.PASS))
        .isEqualTo(COUNT);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aSecondEncoderGetsAllGuestsRight() throws Exception {
    assertThat(run(COUNT, 44, new EncoderUnderTest(null)).results().count(Verdict.PASS))
        .isEqualTo(COUNT);
  }

  @ParameterizedTest
  @CsvSource({
    "CACHE_EVICTS_AT_ONCE, 4",
    "CACHE_FORGETS_ZERO, 4",
    "SEARCH_FROM_START, 4",
    "CONTINUE_ENDS_WITH_ROUND, 1",
    "PAGES_STALE, 1"
  })
  void aBrokenEncoderIsFoundAndShrunkToAHandfulOfWrites(EncoderFault fault, int writes)
      throws Exception {
    RandomReport report = run(ENOUGH, 42, new EncoderUnderTest(fault));

    assertThat(report.counterexamples()).isNotEmpty();
    assertThat(report.counterexamples().get(0).sizeAfter()).isLessThanOrEqualTo(writes);
  }

  @Test
  void oneSeedMakesTheSameCasesAndAnotherOthers() {
    assertThat(texts(7, all())).isEqualTo(texts(7, all())).isNotEqualTo(texts(8, all()));
    assertThat(texts(7, all()).stream().distinct()).hasSizeGreaterThan(45);
  }

  @Test
  void keepsToTheFeaturesThatAreClaimed() throws Exception {
    for (String text : texts(7, new TreeSet<>(List.of("zero", "xbzrle")))) {
      ConformanceCase one = CaseLibrary.parse("one", "random", text);
      assertThat(one.setup().needs()).isSubsetOf("zero", "xbzrle");
    }
  }

  @Test
  void whateverIsTakenAwayLeavesAValidCase() throws Exception {
    whateverIsTakenAwayLeavesAValidCase(4);
  }

  @Test
  @Tag("slow")
  void whateverIsTakenAwayFromManyLeavesAValidCase() throws Exception {
    whateverIsTakenAwayLeavesAValidCase(40);
  }

  private static void whateverIsTakenAwayLeavesAValidCase(int plans) throws Exception {
    try (BuiltInCodec codec = new BuiltInCodec();
        CaseTrial trial = new CaseTrial(codec, all(), RunLimits.DEFAULT)) {
      PlanGenerator generator = new PlanGenerator(11, all());
      for (int i = 0; i < plans; i++) {
        Plan plan = generator.plan(i);
        for (Plan smaller : plan.smaller()) {
          ConformanceCase one = Shrinking.parse("SMALLER", smaller);
          assertThat(trial.run(one).verdict())
              .as(() -> smaller.caseText("SMALLER"))
              .isEqualTo(Verdict.PASS);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONTINUE_ENDS_WITH_SECTION, 2",
    "PAYLOADS_LATE, 2",
    "DELTA_ON_ZEROES, 2",
    "CHECKSUM_UNCHECKED, 1",
    "LIST_IN_ITS_ORDER, 1"
  })
  void aBrokenDecoderIsFoundAndShrunkToAHandfulOfRecords(Fault fault, int records)
      throws Exception {
    RandomReport report = run(ENOUGH, 42, new MiniatureUnderTest(fault));

    assertThat(report.results().good()).isFalse();
    assertThat(report.counterexamples()).isNotEmpty();
    Counterexample first = report.counterexamples().get(0);
    assertThat(first.sizeAfter()).isLessThanOrEqualTo(records);
    ConformanceCase kept = CaseLibrary.fromFile(first.folder());
    assertThat(verdict(kept, new MiniatureUnderTest(fault))).isEqualTo(Verdict.FAIL);
    assertThat(verdict(kept, new MiniatureUnderTest(null))).isEqualTo(Verdict.PASS);
    assertThat(first.folder().resolve("main.bin")).hasBinaryContent(kept.stream().toArray());
    assertThat(printed(report))
        .contains("made-up cases from seed 42")
        .contains("ramwire verify --case " + first.folder());
  }

  @Test
  void shrinksAcrossTheBoundaryOfAProcess() throws Exception {
    Assumptions.assumeTrue(Fixtures.pythonPresent(), "no python3 here");

    RandomReport report = run(24, 42, new OutsideProgram(Fixtures.python()));

    assertThat(report.counterexamples()).isNotEmpty();
    assertThat(report.counterexamples().get(0).sizeAfter()).isZero();
    assertThat(printed(report)).contains("--iut '", "decoder.py");
  }

  private RandomReport run(int count, long seed, ImplementationUnderTest implementation)
      throws Exception {
    return new RandomRun(() -> implementation, SETTINGS, seed, 1, SHRINKING_TIME)
        .run(count, directory, (done, total, last) -> {});
  }

  private static List<String> texts(long seed, SortedSet<String> features) {
    PlanGenerator generator = new PlanGenerator(seed, features);
    return IntStream.range(0, 50)
        .mapToObj(i -> generator.plan(i).caseText("CASE-" + seed))
        .toList();
  }

  private static SortedSet<String> all() {
    try (BuiltInCodec codec = new BuiltInCodec()) {
      return codec.features(RunLimits.DEFAULT);
    }
  }

  private static Verdict verdict(ConformanceCase one, ImplementationUnderTest implementation)
      throws Exception {
    try (CaseTrial trial =
        new CaseTrial(
            implementation, implementation.features(RunLimits.DEFAULT), RunLimits.DEFAULT)) {
      return trial.run(one).verdict();
    }
  }

  private static String printed(RandomReport report) {
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text, true));
    return text.toString();
  }
}
