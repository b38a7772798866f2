package org.ramwire.conformance.harness.run;

import java.io.IOException;
import java.time.Duration;
import java.util.SortedSet;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.AnswerCode;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.OutcomeText;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.conformance.suite.library.CaseLibrary;

/**
 * The runs that every implementation has to pass before a verdict means anything.
 *
 * <p>A program that answers everything alike, or that cannot be started, would else be praised for
 * rejecting what has to be rejected.
 */
final class Canaries {

  private static final String NO_FEATURE = "no-such-feature";

  private final CaseRunner runner;
  private final SortedSet<String> features;
  private Duration slowest = Duration.ZERO;

  Canaries(CaseRunner runner, SortedSet<String> features) {
    this.runner = runner;
    this.features = features;
  }

  /**
   * Runs those of the roles that the implementation claims.
   *
   * @return the wall time of the slowest
   * @throws HarnessException if one does not hold
   */
  Duration run() throws HarnessException, IOException {
    if (features.contains(Feature.DECODE.label())) {
      ConformanceCase minimal = CaseLibrary.canary("CANARY-MINIMAL");
      mustPass(minimal);
      mustPass(CaseLibrary.canary("CANARY-EMPTY"));
      mustPass(CaseLibrary.canary("CANARY-MAGIC"));
      unlike(minimal);
    }
    if (features.contains(Feature.ENCODE.label())) {
      ConformanceCase minimal = CaseLibrary.canary("CANARY-ENCODE");
      mustPass(minimal);
      unlike(minimal);
    }
    return slowest;
  }

  /** What is spoiled about a case that has passed, and then the case again. */
  private void unlike(ConformanceCase minimal) throws HarnessException, IOException {
    unknownFeature(minimal);
    missingFile(minimal);
    again(minimal);
  }

  private CaseResult run(ConformanceCase one) throws IOException {
    CaseResult result = runner.runAnyhow(one, features);
    if (result.time().compareTo(slowest) > 0) {
      slowest = result.time();
    }
    return result;
  }

  private void mustPass(ConformanceCase one) throws HarnessException, IOException {
    CaseResult result = run(one);
    if (result.verdict() != Verdict.PASS) {
      throw broken(one.heading().title(), result.expected(), result.found());
    }
  }

  private void unknownFeature(ConformanceCase minimal) throws HarnessException, IOException {
    CaseResult result = run(minimal.needing(NO_FEATURE));
    if (result.verdict() != Verdict.UNSUPPORTED) {
      throw broken(
          "an unknown feature gives 20",
          "exit 20: case.txt says 'needs " + NO_FEATURE + "'",
          result.found());
    }
  }

  private void missingFile(ConformanceCase minimal) throws HarnessException, IOException {
    Outcome outcome = runner.runWithoutFile(minimal);
    boolean honest =
        outcome instanceof Outcome.Exited exited
            && exited.code() != AnswerCode.DONE
            && exited.code() != AnswerCode.REJECTED;
    if (!honest) {
      throw broken(
          "a missing file is neither 0 nor 10",
          "exit 30, or any code but 0 and 10: a file that case.txt names is not there",
          OutcomeText.of(outcome));
    }
  }

  private void again(ConformanceCase minimal) throws HarnessException, IOException {
    CaseResult result = run(minimal);
    if (result.verdict() != Verdict.PASS) {
      throw broken(
          "the same case twice gives the same answer",
          "exit 0 and the right answer, as the first time",
          result.found());
    }
  }

  private static HarnessException broken(String canary, String expected, String found) {
    return new HarnessException(canary + "\n  expected  " + expected + "\n  found     " + found);
  }
}
