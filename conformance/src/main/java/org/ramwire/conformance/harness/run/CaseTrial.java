package org.ramwire.conformance.harness.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.protocol.RunLimits;
import org.ramwire.conformance.harness.protocol.Workspace;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/**
 * Cases given to an implementation one by one, without canaries: for who has run those before, or
 * wants to see what a case alone makes of it.
 */
public final class CaseTrial implements AutoCloseable {

  private final Workspace workspace;
  private final CaseRunner runner;
  private final SortedSet<String> features;

  /**
   * Prepares a trial.
   *
   * @param implementation the decoder or encoder; is left open
   * @param features what it claims
   * @param limits what a run may take
   * @throws IOException if there is no place for folders
   */
  public CaseTrial(
      ImplementationUnderTest implementation, SortedSet<String> features, RunLimits limits)
      throws IOException {
    this.workspace = Workspace.open(null);
    this.runner = new CaseRunner(implementation, workspace, limits);
    this.features = Verification.withRole(features);
  }

  /**
   * Runs a case.
   *
   * @param one the case
   * @return what the implementation made of it
   * @throws IOException if its folder cannot be written or read
   */
  public CaseResult run(ConformanceCase one) throws IOException {
    return runner.run(one, features);
  }

  /**
   * Writes a case as the folder that an implementation is pointed at.
   *
   * @param folder is there and empty
   * @param one the case
   * @throws IOException if it cannot be written
   */
  public static void write(Path folder, ConformanceCase one) throws IOException {
    CaseFolder.write(folder, one);
  }

  /** Removes its folders. */
  @Override
  public void close() {
    workspace.close();
  }
}
