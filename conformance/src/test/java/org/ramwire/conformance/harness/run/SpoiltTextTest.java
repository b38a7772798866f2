package org.ramwire.conformance.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.TextMutations;
import org.ramwire.conformance.harness.program.ShellWords;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.harness.protocol.HarnessException;
import org.ramwire.conformance.lab.scenario.ScenarioReader;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.conformance.suite.cases.CaseSyntaxException;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseFilter;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.conformance.suite.library.Nearest;

/** Other texts that people give: known failures, case.txt, filters, command lines, scenarios. */
class SpoiltTextTest {

  private static final String KNOWN = "# known\nPAGE-ONE FAIL https://bugs/1\nPAGE-TWO CRASH why\n";

  private static final String CASE =
      """
      protocol 1
      case A
      role encode
      profile ram-only
      page-size 4096
      block 0 65536 pc.ram
      rounds 2
      image 0 0 round-0-0.img
      dirty 1 0 4096 8192
      """;

  @Test
  void linesOfKnownFailuresAreBounded() {
    String line = "PAGE-ONE FAIL " + "r".repeat(4000 - 14);
    assertThatNoException().isThrownBy(() -> ExpectedFailures.parse(line));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedFailures.parse("\n" + line + "r"))
        .withMessageStartingWith("line 2: ");
    String blank = "\n".repeat(100_000);
    assertThatNoException().isThrownBy(() -> ExpectedFailures.parse(blank));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedFailures.parse(blank + "\n"))
        .withMessageStartingWith("line 100001: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedFailures.parse("PAGE-ONE FAIL \u001b[31m"))
        .withMessageStartingWith("line 1: ")
        .withMessageNotContaining("\u001b");
  }

  @Test
  void roundsAndRangesOfACaseAreBounded() {
    assertThatNoException().isThrownBy(() -> CaseDescription.parse(CASE));
    for (String[] change :
        new String[][] {
          {"rounds 2", "rounds 2147483647"},
          {"dirty 1 0 4096 8192", "dirty 1 1 4096 8192"},
          {"dirty 1 0 4096 8192", "dirty 1 0 4096 9223372036854775807"},
          {"dirty 1 0 4096 8192", "dirty 1 0 61440 8192"},
          {"image 0 0", "image 0 1"},
          {"image 0 0", "image 9 0"},
          {"image 0 0", "image -1 0"},
        }) {
      assertThatThrownBy(() -> CaseDescription.parse(CASE.replace(change[0], change[1])))
          .as(change[1])
          .isInstanceOf(HarnessException.class);
    }
  }

  @Test
  void aLongNameIsNearNothing() {
    assertThat(Nearest.to("a".repeat(100_000), List.of("a".repeat(100_000)).stream())).isEmpty();
  }

  @Test
  void nothingButOneClearErrorComesOfSpoiltTexts() throws IOException, CaseSyntaxException {
    TextMutations mutations = new TextMutations(13);
    List<ConformanceCase> cases = CaseLibrary.handWritten().subList(0, 5);
    int[] refused = new int[5];
    for (int i = 0; i < TextMutations.TRIES; i++) {
      refused[0] += attempt(() -> ExpectedFailures.parse(mutations.next(List.of(KNOWN))));
      refused[1] += attempt(() -> CaseDescription.parse(mutations.next(List.of(CASE))));
      refused[2] += attempt(() -> CaseFilter.of(mutations.next(List.of("xbzrle RAM-05")), cases));
      refused[3] += attempt(() -> ShellWords.split(mutations.next(List.of("a 'b c' \"d\\\"\""))));
    }
    List<String> scenarios = new java.util.ArrayList<>();
    for (String name : Scenarios.names()) {
      try (var text = getClass().getResourceAsStream("/scenarios/" + name + ".json")) {
        scenarios.add(new String(text.readAllBytes()));
      }
    }
    for (int i = 0; i < TextMutations.TRIES; i++) {
      refused[4] += attempt(() -> ScenarioReader.read("a", mutations.next(scenarios)));
    }
    System.out.printf(
        "%d spoilt texts each; refused: failures %d, case.txt %d, filters %d, words %d,"
            + " scenarios %d%n",
        TextMutations.TRIES, refused[0], refused[1], refused[2], refused[3], refused[4]);
    assertThat(refused[0]).isPositive();
    assertThat(refused[1]).isPositive();
    assertThat(refused[4]).isPositive();
  }

  private interface Attempt {
    void run() throws HarnessException, IOException;
  }

  private static int attempt(Attempt attempt) {
    try {
      attempt.run();
      return 0;
    } catch (HarnessException | IOException | IllegalArgumentException e) {
      assertThat(e.getMessage()).doesNotContain("\u001b", "\n").hasSizeLessThan(1000);
      return 1;
    }
  }
}
