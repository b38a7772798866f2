package org.ramwire.conformance.harness.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;

/**
 * All results of a verification.
 *
 * @param implementation what people know the implementation by
 * @param option how it is named on the command line; empty for the built-in decoder
 * @param results one for each case, in the order in which they were run
 * @param time how long it took, canaries included
 * @param choice the options that choose cases again that are not in the library; null for those
 *     that are, which their ids choose
 */
public record VerificationReport(
    String implementation, String option, List<CaseResult> results, Duration time, String choice) {

  /**
   * Copies the list.
   *
   * @param implementation what people know the implementation by
   * @param option how it is named on the command line
   * @param results one for each case
   * @param time how long it took
   * @param choice the options that choose a case again
   */
  public VerificationReport {
    results = List.copyOf(results);
  }

  /**
   * Reports on cases of the library, which are chosen by their ids.
   *
   * @param implementation what people know the implementation by
   * @param option how it is named on the command line
   * @param results one for each case
   * @param time how long it took
   */
  public VerificationReport(
      String implementation, String option, List<CaseResult> results, Duration time) {
    this(implementation, option, results, time, null);
  }

  /**
   * Reports the same on cases that are not in the library.
   *
   * @param options that choose the cases again; null if they are in the library
   * @return a report
   */
  public VerificationReport chosenBy(String options) {
    return new VerificationReport(implementation, option, results, time, options);
  }

  /**
   * Counts the cases of a verdict.
   *
   * @param verdict the verdict
   * @return how many have it
   */
  public long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /**
   * Tells whether no case has a bad verdict.
   *
   * @return true if all have passed or were unsupported
   */
  public boolean good() {
    return results.stream().noneMatch(result -> result.verdict().bad());
  }

  /**
   * Returns the results that a person has to act on.
   *
   * @return the worst first, else in the order in which they were run
   */
  public List<CaseResult> badWorstFirst() {
    return results.stream()
        .filter(result -> result.verdict().bad())
        .sorted(Comparator.comparing(CaseResult::verdict))
        .toList();
  }

  /**
   * Returns the command that runs one case again.
   *
   * @param id the case's id
   * @return a command line
   */
  public String replayCommand(String id) {
    String chosen = choice == null ? "--filter " + id : choice;
    return "ramwire verify " + chosen + (option.isEmpty() ? "" : " " + option);
  }
}
