package org.ramwire.conformance.suite.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.suite.cases.CaseSource;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.library.CaseIds;
import org.ramwire.conformance.suite.library.CaseLibrary;

class GeneratedCasesTest {

  @Test
  void theSeriesOfFlagsHasEveryCombinationThatNoRecordHas() throws Exception {
    // All of ten bits but the four kinds of pages with and without CONTINUE, and four others
    // alone; and each of these twelve with three combinations of undefined bits.
    assertThat(ids(FlagSeries.sources())).hasSize(1024 - 12 + 12 * 3);
    assertThat(ids(FlagSeries.sources()))
        .contains("FLAGS-EVERY-000", "FLAGS-EVERY-020", "FLAGS-EVERY-00A", "FLAGS-EVERY-C08")
        .doesNotContain("FLAGS-EVERY-008", "FLAGS-EVERY-120", "FLAGS-EVERY-010");
  }

  @Test
  void theSeriesOfCutsHasEveryLengthAndTheWhole() throws Exception {
    for (String name : List.of("RAM", "CONTAINER", "LIBVIRT", "BODY")) {
      List<ConformanceCase> cases =
          CutSeries.sources().stream()
              .map(CaseSource::parsed)
              .filter(one -> one.id().startsWith("CUT-EVERY-" + name + "-"))
              .toList();
      for (int length = 0; length < cases.size() - 1; length++) {
        assertThat(cases.get(length).stream().length()).isEqualTo(length);
      }
      ConformanceCase whole = cases.get(cases.size() - 1);
      assertThat(whole.id()).isEqualTo("CUT-EVERY-" + name + "-NOT");
      assertThat(whole.expectation().kind()).isEqualTo(Expectation.Kind.ACCEPT);
    }
  }

  @Test
  void noIdIsGivenTwice() throws Exception {
    List<String> all = CaseLibrary.all().stream().map(ConformanceCase::id).toList();

    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void aListShowsASeriesAsOne() throws Exception {
    List<ConformanceCase> cases =
        FlagSeries.sources().stream().map(CaseSource::parsed).limit(3).toList();

    assertThat(CaseIds.collapsed(cases)).containsExactly("FLAGS-EVERY-* (3)");
    assertThat(CaseIds.collapsed(cases.subList(0, 1))).containsExactly("FLAGS-EVERY-000");
  }

  private static Set<String> ids(List<CaseSource> sources) {
    return sources.stream().map(source -> source.parsed().id()).collect(Collectors.toSet());
  }
}
