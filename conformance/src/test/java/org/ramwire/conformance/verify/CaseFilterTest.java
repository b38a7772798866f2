package org.ramwire.conformance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.cases.CaseLibrary;
import org.ramwire.conformance.cases.ConformanceCase;
import org.ramwire.format.Clause;

class CaseFilterTest {

  @Test
  void anIdChoosesOneCase() throws Exception {
    CaseFilter filter = filter("page-one");

    assertThat(filter.oneCase()).isTrue();
    assertThat(filter.cases()).extracting(ConformanceCase::id).containsExactly("PAGE-ONE");
  }

  @Test
  void aClauseChoosesTheCasesThatTestIt() throws Exception {
    CaseFilter filter = filter("RAM-012");

    assertThat(filter.oneCase()).isFalse();
    assertThat(filter.cases())
        .isNotEmpty()
        .allMatch(one -> one.clauses().contains(Clause.PAGE_IN_BLOCK));
    assertThat(filter.clauses()).contains(Clause.PAGE_IN_BLOCK);
  }

  @Test
  void wordsHaveToOccurAll() throws Exception {
    int xbzrle = filter("xbzrle").cases().size();
    int both = filter("xbzrle zrun").cases().size();

    assertThat(xbzrle).isGreaterThan(both);
    assertThat(both).isPositive();
    assertThat(filter("xbzrle").clauses())
        .contains(Clause.XBZRLE_LENGTH)
        .containsAll(
            Stream.of(Clause.values()).filter(one -> one.id().startsWith("XBZ-")).toList());
  }

  @Test
  void anEmptyTextChoosesAll() throws Exception {
    List<ConformanceCase> all = CaseLibrary.handWritten();

    assertThat(CaseFilter.of("", all).cases()).isEqualTo(all);
  }

  @Test
  void nothingMatchesNonsense() throws Exception {
    assertThat(filter("nonsense-word").cases()).isEmpty();
  }

  private static CaseFilter filter(String text) throws Exception {
    return CaseFilter.of(text, CaseLibrary.handWritten());
  }

  @Test
  void aFeatureDoesNotChooseTheSeriesThatHaveEveryKindOfRecord() throws Exception {
    CaseFilter xbzrle = CaseFilter.of("xbzrle", CaseLibrary.all());
    CaseFilter series = CaseFilter.of("FLAGS-EVERY", CaseLibrary.all());

    assertThat(xbzrle.cases()).hasSizeBetween(50, 300);
    assertThat(series.cases()).hasSizeGreaterThan(1000);
  }
}
