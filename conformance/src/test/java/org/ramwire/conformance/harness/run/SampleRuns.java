package org.ramwire.conformance.harness.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ramwire.conformance.suite.library.SetIdentity;
import org.ramwire.conformance.suite.library.SuiteIdentity;

/** Reports of runs that never were, for the tests of what is made of them. */
public final class SampleRuns {

  private SampleRuns() {}

  /** Puts a fixed time and suite around a report. */
  public static RunReport of(VerificationReport report, String... deviations) {
    SetIdentity cases = new SetIdentity("cases", "1.2.3", 7, "ab".repeat(32), true);
    SetIdentity golden = new SetIdentity("golden", "1.0.0", 3, "cd".repeat(32), false);
    Instant finished = Instant.parse("2026-01-02T03:04:05Z");
    return new RunReport(
        report,
        List.of(deviations),
        List.of(),
        new SuiteIdentity(cases, golden),
        new RunEnvironment(finished, Map.of("finished", finished.toString(), "ramwire", "0.1.0")),
        true);
  }
}
