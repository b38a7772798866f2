package org.ramwire.conformance.suite.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.suite.cases.ConformanceCase;
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
    assertThat(filter.clauses()).containsExactly(Clause.PAGE_IN_BLOCK);
  }

  @Test
  void aClausesIdIsNotLookedForInIds() throws Exception {
    assertThat(CaseFilter.of("RAM-053", CaseLibrary.all()).cases())
        .isNotEmpty()
        .allMatch(one -> one.clauses().contains(Clause.XBZRLE_BASE));
  }

  @Test
  void theBeginningOfClausesChoosesAllThatTestOneOfThem() throws Exception {
    assertThat(filter("lim").clauses()).hasSize(7).allMatch(one -> one.id().startsWith("LIM-"));
    assertThat(filter("lim").cases())
        .isNotEmpty()
        .allMatch(one -> one.clauses().stream().anyMatch(each -> each.id().startsWith("LIM-")));
    assertThat(filter("XBZ-03").clauses()).hasSize(3);
  }

  @Test
  void aWordIsFoundAtItsBeginningAlone() throws Exception {
    assertThat(filter("overflow").cases()).isNotEmpty();
    assertThat(filter("verflow").cases()).isEmpty();
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
