package org.ramwire.conformance.harness.run;

import java.util.List;
import org.ramwire.conformance.suite.library.SuiteIdentity;

/**
 * All that a report says of a run.
 *
 * @param verification the results
 * @param deviations what differs from the expected failures, beyond the verdicts
 * @param notes what else a person should know, a line each
 * @param suite the sets that the verdict rests on
 * @param environment when and where
 * @param whole whether all cases were run and not a choice
 */
public record RunReport(
    VerificationReport verification,
    List<String> deviations,
    List<String> notes,
    SuiteIdentity suite,
    RunEnvironment environment,
    boolean whole) {

  /**
   * Copies the lists.
   *
   * @param verification the results
   * @param deviations what differs from the expected failures
   * @param notes what else a person should know
   * @param suite the sets
   * @param environment when and where
   * @param whole whether all cases were run
   */
  public RunReport {
    deviations = List.copyOf(deviations);
    notes = List.copyOf(notes);
  }

  /**
   * Tells whether nothing is left for a person to act on.
   *
   * @return true if no verdict is bad and nothing deviates from what was expected
   */
  public boolean good() {
    return verification.good() && deviations.isEmpty();
  }
}
