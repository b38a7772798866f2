package org.ramwire.conformance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.format.Clause;

class CaseLibraryTest {

  @Test
  void readsEveryHandWrittenCase() throws CaseSyntaxException {
    assertThat(CaseLibrary.handWritten()).hasSizeGreaterThan(120);
  }

  @Test
  void noCaseHasTheIdOfAClause() throws CaseSyntaxException {
    List<String> ids = CaseLibrary.handWritten().stream().map(ConformanceCase::id).toList();

    assertThat(ids).doesNotHaveDuplicates().noneMatch(id -> Clause.byId(id).isPresent());
  }

  @Test
  void everyCaseSaysWhyInOneSentence() throws CaseSyntaxException {
    assertThat(CaseLibrary.handWritten())
        .allSatisfy(
            one -> {
              assertThat(one.heading().why()).as(one.id()).endsWith(".");
              assertThat(one.heading().title()).as(one.id()).doesNotEndWith(".");
            });
  }
}
