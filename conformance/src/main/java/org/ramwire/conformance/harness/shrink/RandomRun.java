package org.ramwire.conformance.harness.shrink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.reference.BuiltInCodec;
import org.ramwire.conformance.harness.run.CaseTrial;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.conformance.suite.random.Plan;
import org.ramwire.conformance.suite.random.PlanGenerator;

/** A run of made-up cases on one implementation: {@code ramwire verify --random}. */
public final class RandomRun {

  private static final int MAX_COUNTEREXAMPLES = 3;

  private final Supplier<ImplementationUnderTest> implementations;
  private final VerificationSettings settings;
  private final long seed;
  private final int mostCounterexamples;
  private final Duration shrinkingTime;
  private final Map<String, Plan> plans = new LinkedHashMap<>();

  /**
   * Prepares a run.
   *
   * @param implementations makes the implementation; asked again for the shrinking
   * @param settings limits; where folders stay is left aside
   * @param seed decides all cases
   */
  public RandomRun(
      Supplier<ImplementationUnderTest> implementations, VerificationSettings settings, long seed) {
    this(implementations, settings, seed, MAX_COUNTEREXAMPLES, Shrinking.MAX_TIME);
  }

  /** Prepares a run that shrinks so many failures, each for so long. */
  RandomRun(
      Supplier<ImplementationUnderTest> implementations,
      VerificationSettings settings,
      long seed,
      int mostCounterexamples,
      Duration shrinkingTime) {
    this.implementations = implementations;
    this.settings = settings.withKeep(null);
    this.seed = seed;
    this.mostCounterexamples = mostCounterexamples;
    this.shrinkingTime = shrinkingTime;
  }

  /**
   * Makes up cases, runs them, and shrinks the first that fail.
   *
   * @param count how many
   * @param keep takes a folder for each counterexample; created when there is one
   * @param listener told of each case's end
   * @return what came of it
   * @throws HarnessException if a canary does not hold
   * @throws IOException if a folder cannot be written or read
   */
  public RandomReport run(int count, Path keep, Verification.Listener listener)
      throws HarnessException, IOException {
    SortedSet<String> features;
    try (ImplementationUnderTest first = implementations.get()) {
      features = first.features(RunLimits.DEFAULT.withTime(settings.canaryTime()));
    }
    List<ConformanceCase> cases = new ArrayList<>();
    PlanGenerator generator = new PlanGenerator(seed, features);
    for (int i = 0; i < count; i++) {
      String id = String.format(Locale.ROOT, "RANDOM-%s-%d", Long.toUnsignedString(seed), i);
      Plan plan = generator.plan(i);
      plans.put(id, plan);
      cases.add(Shrinking.parse(id, plan));
    }
    try (BuiltInCodec codec = new BuiltInCodec();
        CaseTrial reference =
            new CaseTrial(codec, codec.features(RunLimits.DEFAULT), RunLimits.DEFAULT)) {
      checkReference(cases, reference);
      VerificationReport report =
          new Verification(implementations.get(), settings)
              .run(cases, listener)
              .chosenBy("--random " + count + " --seed " + seed);
      return new RandomReport(seed, report, counterexamples(report, features, reference, keep));
    }
  }

  /** The plan says what memory holds; a reference reader that differs is our own fault. */
  private static void checkReference(List<ConformanceCase> cases, CaseTrial reference)
      throws IOException {
    for (ConformanceCase one : cases) {
      CaseResult result = reference.run(one);
      if (result.verdict() != Verdict.PASS) {
        throw new AssertionError(
            "the reference and the plan of " + one.id() + " disagree: " + result.found());
      }
    }
  }

  private List<Counterexample> counterexamples(
      VerificationReport report, SortedSet<String> features, CaseTrial reference, Path keep)
      throws IOException {
    List<Counterexample> found = new ArrayList<>();
    List<CaseResult> bad = report.badWorstFirst();
    if (bad.isEmpty()) {
      return found;
    }
    RunLimits limits =
        RunLimits.DEFAULT.withTime(
            settings.caseTime() == null ? settings.canaryTime() : settings.caseTime());
    try (ImplementationUnderTest implementation = implementations.get();
        CaseTrial trial = new CaseTrial(implementation, features, limits)) {
      for (CaseResult result : ofDifferentKinds(bad)) {
        String id = result.testCase().id();
        Shrinking shrinking = new Shrinking(trial, reference, id, shrinkingTime);
        shrinking.shrink(plans.get(id), result);
        found.add(save(id, shrinking, keep));
      }
    }
    return found;
  }

  /** Chooses the first of each verdict and set of clauses: many failures are one fault. */
  private List<CaseResult> ofDifferentKinds(List<CaseResult> bad) {
    Map<String, CaseResult> kinds = new LinkedHashMap<>();
    for (CaseResult one : bad) {
      kinds.putIfAbsent(one.verdict() + " " + one.testCase().clauses(), one);
    }
    return kinds.values().stream().limit(mostCounterexamples).toList();
  }

  private Counterexample save(String id, Shrinking shrinking, Path keep) throws IOException {
    String text = shrinking.plan().caseText(id);
    ConformanceCase one = shrinking.result().testCase();
    Path folder = keep.resolve(id);
    Files.createDirectories(folder);
    ReportFile.write(folder.resolve(id + ".case"), text);
    CaseTrial.write(folder, one);
    if (one.expectation() instanceof Expectation.Accept accept) {
      Path expected = Files.createDirectories(folder.resolve("expected"));
      int index = 0;
      for (MemoryImage image : accept.images()) {
        image.write(expected.resolve(index++ + ".img"));
      }
    }
    return new Counterexample(
        shrinking.result(),
        text,
        plans.get(id).size(),
        shrinking.plan().size(),
        shrinking.tries(),
        folder);
  }
}
