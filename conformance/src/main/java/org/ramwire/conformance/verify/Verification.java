package org.ramwire.conformance.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.ramwire.conformance.cases.ConformanceCase;

/** A run of cases on one implementation: features, canaries, then the cases one by one. */
public final class Verification {

  private final ImplementationUnderTest implementation;
  private final VerificationSettings settings;

  /** Who wants to know how far a verification is. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Takes note of a case's end.
     *
     * @param done how many have ended
     * @param total how many there are
     * @param last the one that has just ended
     */
    void caseEnded(int done, int total, CaseResult last);
  }

  /**
   * Prepares a run.
   *
   * @param implementation the decoder
   * @param settings limits, and where folders stay
   */
  public Verification(ImplementationUnderTest implementation, VerificationSettings settings) {
    this.implementation = implementation;
    this.settings = settings;
  }

  /**
   * Runs the canaries and then the cases.
   *
   * @param cases the cases, in the order in which they are run
   * @param listener told of each case's end
   * @return all results
   * @throws HarnessException if a canary does not hold; no case has been run then
   * @throws IOException if a case's folder cannot be written or read
   */
  public VerificationReport run(List<ConformanceCase> cases, Listener listener)
      throws HarnessException, IOException {
    long start = System.nanoTime();
    RunLimits canaryLimits = RunLimits.DEFAULT.withTime(settings.canaryTime());
    SortedSet<String> features = implementation.features(canaryLimits);
    List<CaseResult> results = new ArrayList<>();
    try (Workspace workspace = Workspace.open(settings.keep())) {
      Duration slowest =
          new Canaries(new CaseRunner(implementation, workspace, canaryLimits), features).run();
      RunLimits limits = canaryLimits.withTime(settings.caseTimeAfter(slowest));
      CaseRunner runner = new CaseRunner(implementation, workspace, limits);
      for (ConformanceCase one : cases) {
        CaseResult result = runner.run(one, features);
        results.add(result);
        listener.caseEnded(results.size(), cases.size(), result);
      }
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new VerificationReport(implementation.name(), implementation.option(), results, time);
  }
}
