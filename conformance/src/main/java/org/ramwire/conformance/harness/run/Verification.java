package org.ramwire.conformance.harness.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.protocol.Workspace;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Feature;

/** A run of cases on one implementation: features, canaries, then the cases. */
public final class Verification {

  private final ImplementationUnderTest implementation;
  private final VerificationSettings settings;

  /** Who wants to know how far a verification is. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Takes note of a case's end. Called for one case at a time.
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
   * @param implementation the decoder or encoder; closed when its run ends
   * @param settings limits, and where folders stay
   */
  public Verification(ImplementationUnderTest implementation, VerificationSettings settings) {
    this.implementation = implementation;
    this.settings = settings;
  }

  /**
   * Runs the canaries and then the cases.
   *
   * @param cases the cases, in the order in which they are started and reported
   * @param listener told of each case's end
   * @return all results
   * @throws HarnessException if a canary does not hold; no case has been run then
   * @throws IOException if a case's folder cannot be written or read
   */
  public VerificationReport run(List<ConformanceCase> cases, Listener listener)
      throws HarnessException, IOException {
    long start = System.nanoTime();
    RunLimits canaryLimits =
        RunLimits.DEFAULT.withTime(settings.canaryTime()).withMemory(settings.memoryBytes());
    List<CaseResult> results;
    try (implementation;
        Workspace workspace = Workspace.open(settings.keep())) {
      SortedSet<String> features = withRole(implementation.features(canaryLimits));
      Duration slowest =
          new Canaries(new CaseRunner(implementation, workspace, canaryLimits), features).run();
      implementation.checkSession(canaryLimits);
      RunLimits limits = canaryLimits.withTime(settings.caseTimeAfter(slowest));
      CaseRunner runner = new CaseRunner(implementation, workspace, limits);
      results =
          new CasePool(settings.jobs(), one -> runner.run(one, features)).run(cases, listener);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new VerificationReport(implementation.name(), implementation.option(), results, time);
  }

  /** Who names no role is a decoder: {@code decode} need not be said. */
  static SortedSet<String> withRole(SortedSet<String> features) {
    SortedSet<String> all = new TreeSet<>(features);
    if (!all.contains(Feature.ENCODE.label())) {
      all.add(Feature.DECODE.label());
    }
    return all;
  }
}
