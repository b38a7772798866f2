package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.harness.run.Fixtures;
import org.ramwire.conformance.harness.run.TestCases;
import org.ramwire.conformance.harness.run.Verification;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.harness.run.VerificationSettings;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/** An encoder that somebody else wrote, and the same one with a clause broken. */
class PythonEncoderTest {

  @BeforeEach
  void needsPython() {
    assumeTrue(Fixtures.pythonPresent(), "no python3 here");
  }

  @Test
  void passesWhatItClaimsAndIsNotAskedToDecode() throws Exception {
    VerificationReport report =
        verify(
            "",
            TestCases.some(
                "ENC-ONE-PAGE",
                "ENC-ALL-ZERO",
                "ENC-FIVE-BLOCKS",
                "ENC-NAME-255",
                "ENC-NAME-UTF8",
                "ENC-PAGES-65536",
                "ENC-ROUND-EMPTY",
                "ENC-ROUND-SCATTERED",
                "ENC-BECOMES-ZERO",
                "ENC-BODY",
                "ENC-MIGRATION",
                "ENC-DELTA-1K",
                TestCases.ACCEPTED));

    assertThat(report.count(Verdict.PASS)).isEqualTo(11);
    assertThat(report.results())
        .filteredOn(result -> result.verdict() == Verdict.UNSUPPORTED)
        .extracting(result -> result.testCase().id())
        .containsExactly("ENC-DELTA-1K", TestCases.ACCEPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "RAM-016, ENC-ROUND-CHANGE",
    "RAM-016, ENC-BECOMES-ZERO",
    "RAM-041, ENC-ALL-ZERO",
    "RAM-072, ENC-ONE-PAGE",
    "CON-018, ENC-ROUND-EMPTY-LAST",
  })
  void failsByTheClauseThatItBreaks(String clause, String id) throws Exception {
    // The canary has no zero page and one round, so these two get past it.
    boolean known = clause.equals("RAM-016") || clause.equals("RAM-041");
    if (!known) {
      HarnessException broken =
          catchThrowableOfType(HarnessException.class, () -> verify(clause, TestCases.some(id)));
      assertThat(broken).hasMessageContaining("out/main.bin: " + clause + " at 0x");
      return;
    }
    CaseResult result = verify(clause, TestCases.some(id)).results().get(0);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.found()).startsWith("out/main.bin: " + clause + " at 0x");
    assertThat(result.evidence().get(0)).startsWith(clause + "   ");
  }

  private static VerificationReport verify(String broken, List<ConformanceCase> cases)
      throws Exception {
    String command = Fixtures.python("encoder.py") + (broken.isEmpty() ? "" : " " + broken);
    return new Verification(new OutsideProgram(command), VerificationSettings.DEFAULT)
        .run(cases, (done, total, last) -> {});
  }
}
