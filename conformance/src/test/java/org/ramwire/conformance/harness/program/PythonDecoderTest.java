package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** A decoder of a few dozen lines in another language: what it gets right and what it does not. */
class PythonDecoderTest {

  @Test
  void passesTheCanariesAndShowsItsGaps() throws Exception {
    if (!Fixtures.pythonPresent()) {
      System.out.println("skipped: there is no python3 to run the fixture decoder.py");
      Assumptions.abort("no python3");
    }
    List<ConformanceCase> cases =
        CaseLibrary.handWritten().stream()
            .filter(one -> List.of("page", "zero", "xbzrle").contains(one.heading().group()))
            .toList();

    VerificationReport report =
        new Verification(
                new OutsideProgram(Fixtures.python()),
                new VerificationSettings(Duration.ofSeconds(60), Duration.ofSeconds(60), null))
            .run(cases, (done, total, last) -> {});

    Map<String, Verdict> verdicts =
        report.results().stream()
            .collect(Collectors.toMap(result -> result.testCase().id(), CaseResult::verdict));
    assertThat(verdicts)
        .containsEntry("PAGE-EACH", Verdict.PASS)
        .containsEntry("ZERO-FILL-AB", Verdict.PASS)
        .containsEntry("XBZRLE-300", Verdict.PASS)
        .containsEntry("XBZRLE-BASE-COMPRESS", Verdict.PASS)
        .containsEntry("XBZRLE-NZRUN-PASSES-PAGE", Verdict.PASS)
        .containsEntry("XBZRLE-TRAILING-ZRUN", Verdict.FAIL)
        .containsEntry("XBZRLE-SECOND-ZRUN-ZERO", Verdict.FAIL)
        .containsEntry("XBZRLE-LENGTH-4097", Verdict.FAIL)
        .containsEntry("XBZRLE-ULEB-CUT", Verdict.CRASH);
    assertThat(report.count(Verdict.PASS)).isGreaterThan(report.results().size() / 2);
  }
}
