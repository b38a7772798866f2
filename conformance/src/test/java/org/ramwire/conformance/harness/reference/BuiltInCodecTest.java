package org.ramwire.conformance.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.report.ConsoleReport;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.library.CaseLibrary;

class BuiltInCodecTest {

  @Test
  void passesEveryCase() throws Exception {
    VerificationReport report =
        new Verification(new BuiltInCodec(), VerificationSettings.DEFAULT)
            .run(CaseLibrary.all(), (done, total, last) -> {});

    StringWriter text = new StringWriter();
    new ConsoleReport(new PrintWriter(text), (verdict, word) -> word).print(report, null);
    assertThat(report.good()).as(text.toString()).isTrue();
    assertThat(report.count(Verdict.PASS)).isEqualTo(report.results().size());
  }
}
