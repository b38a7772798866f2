package org.ramwire.conformance.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;

class ExpectedFailuresTest {

  private static final Set<String> KNOWN =
      Set.of("PAGE-ONE", "PAGE-EACH", "FLAG-NONE", "ZERO-FILL-AB");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 4);

  @Test
  void anExpectedFailureThatHappensIsNoFailure() {
    ExpectedFailures.Review review =
        ExpectedFailures.parse("# ours\nPAGE-ONE FAIL https://example.org/7")
            .review(run(result("PAGE-ONE", Verdict.FAIL)), KNOWN);

    assertThat(review.report().results().get(0).verdict()).isEqualTo(Verdict.XFAIL);
    assertThat(review.report().results().get(0).found()).contains("https://example.org/7");
    assertThat(review.report().good()).isTrue();
    assertThat(review.deviations()).isEmpty();
  }

  @Test
  void anUnexpectedPassIsAFailure() {
    ExpectedFailures.Review review =
        ExpectedFailures.parse("PAGE-ONE FAIL issue 7")
            .review(run(result("PAGE-ONE", Verdict.PASS)), KNOWN);

    assertThat(review.report().results().get(0).verdict()).isEqualTo(Verdict.XPASS);
    assertThat(review.report().good()).isFalse();
  }

  @Test
  void anotherVerdictThanExpectedIsADeviation() {
    ExpectedFailures expected = ExpectedFailures.parse("PAGE-ONE FAIL issue 7");

    assertThat(expected.review(run(result("PAGE-ONE", Verdict.CRASH)), KNOWN).deviations())
        .containsExactly("PAGE-ONE: FAIL was expected, it is CRASH");
    assertThat(expected.review(run(result("PAGE-ONE", Verdict.UNSUPPORTED)), KNOWN).deviations())
        .containsExactly("PAGE-ONE: FAIL was expected, it is UNSUPPORTED");
  }

  @Test
  void anUnknownIdIsADeviationAndACaseThatWasNotRunIsNone() {
    ExpectedFailures.Review review =
        ExpectedFailures.parse("NO-SUCH-CASE FAIL renamed\nPAGE-EACH FAIL not run")
            .review(run(result("PAGE-ONE", Verdict.PASS)), KNOWN);

    assertThat(review.deviations()).containsExactly("NO-SUCH-CASE: there is no such case");
  }

  @Test
  void refusesALineThatIsNone() {
    assertThatThrownBy(() -> ExpectedFailures.parse("# ok\nPAGE-ONE FAIL"))
        .hasMessageStartingWith("line 2: expected ID VERDICT REASON");
    for (String verdict : List.of("PASS", "XFAIL", "XPASS", "UNSUPPORTED", "fail")) {
      assertThatThrownBy(() -> ExpectedFailures.parse("PAGE-ONE " + verdict + " why"))
          .hasMessageContaining("found " + verdict);
    }
    assertThatThrownBy(() -> ExpectedFailures.parse("A FAIL x\nA CRASH y"))
        .hasMessageContaining("a second line for A");
  }

  @Test
  void anUpdateKeepsCommentsAndReasonsDropsPassesAndAddsWhatIsNew() {
    String before =
        """
        # Known, of our decoder.

        PAGE-ONE   FAIL   issue 7, with   spaces
        # This one is gone soon.
        PAGE-EACH CRASH issue 8
        ZERO-FILL-AB FAIL issue 9
        GONE-CASE FAIL issue 10
        """;
    VerificationReport run =
        run(
            result("PAGE-ONE", Verdict.FAIL),
            result("PAGE-EACH", Verdict.PASS),
            result("ZERO-FILL-AB", Verdict.TIMEOUT),
            result("FLAG-NONE", Verdict.FAIL));

    ExpectedFailures.Update update = ExpectedFailures.parse(before).updated(run, KNOWN, TODAY);

    assertThat(update.text())
        .isEqualTo(
            """
            # Known, of our decoder.

            PAGE-ONE   FAIL   issue 7, with   spaces
            # This one is gone soon.
            ZERO-FILL-AB TIMEOUT issue 9
            FLAG-NONE FAIL unexplained, first seen 2026-03-04
            """);
    assertThat(List.of(update.added(), update.dropped(), update.changed()))
        .containsExactly(1, 2, 1);
    ExpectedFailures after = ExpectedFailures.parse(update.text());
    assertThat(after.unexplained()).isEqualTo(1);
    assertThat(after.review(run, KNOWN).deviations()).isEmpty();
    assertThat(after.review(run, KNOWN).report().good()).isTrue();
    assertThat(after.updated(run, KNOWN, TODAY.plusDays(1)).text()).isEqualTo(update.text());
  }

  @Test
  void anUpdateTellsWhatItDropsThoughItDidNotPass() {
    VerificationReport run =
        run(result("PAGE-ONE", Verdict.UNSUPPORTED), result("PAGE-EACH", Verdict.PASS));
    String before = "PAGE-ONE FAIL one\nPAGE-EACH FAIL two\nGONE-CASE FAIL three\n";

    ExpectedFailures.Update update = ExpectedFailures.parse(before).updated(run, KNOWN, TODAY);

    assertThat(update.dropped()).isEqualTo(3);
    assertThat(update.unproven()).containsExactly("PAGE-ONE FAIL one", "GONE-CASE FAIL three");
  }

  @Test
  void aByteOrderMarkBelongsToNoId() {
    ExpectedFailures expected = ExpectedFailures.parse("\ufeffPAGE-ONE FAIL issue 7\n");

    assertThat(expected.review(run(result("PAGE-ONE", Verdict.FAIL)), KNOWN).report().good())
        .isTrue();
  }

  private static VerificationReport run(CaseResult... results) {
    return new VerificationReport("./mine", "--iut ./mine", List.of(results), Duration.ZERO);
  }

  private static CaseResult result(String id, Verdict verdict) {
    return Stream.of(id)
        .map(
            one ->
                new CaseResult(
                    TestCases.one(one), verdict, "this", "that", null, Duration.ofMillis(5)))
        .findFirst()
        .get();
  }
}
