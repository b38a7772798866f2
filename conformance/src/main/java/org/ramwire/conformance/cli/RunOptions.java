package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ramwire.conformance.harness.program.ProgramMode;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.protocol.ImplementationUnderTest;
import org.ramwire.conformance.harness.run.ResultLog;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import picocli.CommandLine.Option;

/** How the cases are run, and where their results go meanwhile. */
final class RunOptions {

  private static final long MAX_MIB = 1 << 24;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "session (CMD serve), one-shot (one run of CMD for each case), or auto (default): "
              + "session if CMD names the feature serve")
  private ProgramMode mode = ProgramMode.AUTO;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "run N cases at once (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private int jobs;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description =
          "how much resident memory CMD and its children may take, in MiB; only on Linux "
              + "(default: 2048)")
  private Long memoryMib;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description =
          "write each result as it comes, one JSON object a line; until the run is over the "
              + "file is called FILE.incomplete")
  private Path results;

  private IOException resultsFailure;

  RunOptions() {}

  /** Tells whether results are written as they come. */
  boolean logs() {
    return results != null;
  }

  /** Returns the files that results are written to. */
  List<Path> files() {
    return results == null ? List.of() : List.of(results, ResultLog.unfinished(results));
  }

  ProgramMode mode() {
    return mode;
  }

  /**
   * Applies what was given.
   *
   * @throws IllegalArgumentException naming the option, its range and what was given
   */
  VerificationSettings applyTo(VerificationSettings settings) {
    if (jobs < 1) {
      throw new IllegalArgumentException("--jobs: expected 1 or more, not " + jobs);
    }
    if (memoryMib == null) {
      return settings.withJobs(jobs);
    }
    if (memoryMib < 1 || memoryMib > MAX_MIB) {
      throw new IllegalArgumentException(
          "--memory: expected 1 to " + MAX_MIB + " MiB, not " + memoryMib);
    }
    return settings.withJobs(jobs).withMemory(memoryMib << 20);
  }

  VerificationReport run(
      ImplementationUnderTest implementation,
      VerificationSettings settings,
      List<ConformanceCase> cases,
      String choice,
      Verification.Listener listener)
      throws IOException, HarnessException {
    Verification verification = new Verification(implementation, settings);
    if (results == null) {
      return verification.run(cases, listener).chosenBy(choice);
    }
    try (ResultLog log = new ResultLog(results, implementation, choice)) {
      VerificationReport report =
          verification.run(
              cases,
              (done, total, last) -> {
                log.caseEnded(done, total, last);
                listener.caseEnded(done, total, last);
              });
      completed(log, report);
      return report.chosenBy(choice);
    }
  }

  private void completed(ResultLog log, VerificationReport report) {
    try {
      log.complete(report);
    } catch (IOException e) {
      resultsFailure = e;
    }
  }

  /**
   * Tells late that the results could not be written: the verdict comes first.
   *
   * @throws IOException naming the file
   */
  void checkResults() throws IOException {
    if (resultsFailure != null) {
      throw resultsFailure;
    }
  }
}
