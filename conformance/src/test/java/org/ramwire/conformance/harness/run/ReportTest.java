package org.ramwire.conformance.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.ImageDifference;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.report.ConsoleReport;
import org.ramwire.conformance.harness.report.JsonReport;
import org.ramwire.conformance.suite.library.CaseFilter;
import org.ramwire.format.Clause;

class ReportTest {

  private final VerificationReport report =
      new VerificationReport(
          "./mine",
          "--iut './mine'",
          List.of(
              result("PAGE-ONE", Verdict.PASS, null),
              result(
                  "PAGE-EACH",
                  Verdict.FAIL,
                  new ImageDifference("pc.ram", 0x1000, 0x1004, "1e", "00", 2)),
              result("FLAG-NONE", Verdict.CRASH, null),
              result("ZERO-FILL-AB", Verdict.UNSUPPORTED, null)),
          Duration.ofMillis(1234));

  @Test
  void theWorstStandsFirstWithTheCommandThatReplaysIt() {
    String text = console(null);

    assertThat(text)
        .containsSubsequence(
            "CRASH       FLAG-NONE: a record without any flag",
            "RAM-003   " + Clause.ONE_KIND.summary(),
            "expected  what should be",
            "found     what was",
            "replay    ramwire verify --filter FLAG-NONE --iut './mine'",
            "see       format-spec/ram-stream.md#RAM-003, or: ramwire explain RAM-003",
            "FAIL        PAGE-EACH",
            "./mine: 4 cases: 1 passed, 1 failed, 1 crashed, 1 unsupported in 1.2 s",
            "RAM",
            "clauses covered");
    assertThat(text).doesNotContain("PAGE-ONE");
  }

  @Test
  void aChoiceShowsEachClauseWithItsCases() {
    CaseFilter filter =
        new CaseFilter(
            "page",
            TestCases.some("PAGE-ONE", "PAGE-EACH"),
            List.of(Clause.PAGE_RECORD, Clause.UUID));

    assertThat(console(filter))
        .containsSubsequence(
            "RAM-045  " + Clause.PAGE_RECORD.summary(),
            "1 passed, 1 failed",
            "PASS        PAGE-ONE",
            "FAIL        PAGE-EACH",
            "CON-008",
            "no case");
  }

  @Test
  void sumsUpByGroup() {
    ClauseCoverage coverage = new ClauseCoverage(report);

    ClauseCoverage.Group ram =
        coverage.groups().stream().filter(group -> group.name().equals("RAM")).findFirst().get();
    assertThat(ram.cases()).isEqualTo(4);
    assertThat(ram.passed()).isEqualTo(1);
    assertThat(ram.covered()).isEqualTo(3);
    assertThat(coverage.covered(Clause.ONE_KIND)).isFalse();
    assertThat(coverage.testable(Clause.EVERY_PAGE)).isFalse();
  }

  @Test
  void jsonHasEveryCaseAndClause() throws Exception {
    String text = new JsonReport().text(SampleRuns.of(report));

    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.path("good").asBoolean()).isFalse();
    assertThat(json.path("verdicts").path("FAIL").asInt()).isEqualTo(1);
    assertThat(json.path("clauses")).hasSize(Clause.values().length);
    JsonNode failed = json.path("cases").get(1);
    assertThat(failed.path("id").asText()).isEqualTo("PAGE-EACH");
    assertThat(failed.path("difference").path("byteOffset").asInt()).isEqualTo(0x1004);
    assertThat(failed.path("replay").asText()).contains("--filter PAGE-EACH");
  }

  private String console(CaseFilter filter) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    new ConsoleReport(out, (verdict, word) -> word).print(report, filter);
    out.flush();
    return text.toString();
  }

  private static CaseResult result(String id, Verdict verdict, ImageDifference difference) {
    return new CaseResult(
        TestCases.one(id), verdict, "what should be", "what was", difference, Duration.ofMillis(5));
  }
}
