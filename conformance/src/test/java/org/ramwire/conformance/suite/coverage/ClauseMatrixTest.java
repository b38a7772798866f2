package org.ramwire.conformance.suite.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;
import org.ramwire.format.Clause;

class ClauseMatrixTest {

  @Test
  void noSideOfAMustClauseIsAHole() throws Exception {
    assertThat(ClauseMatrix.of(CaseLibrary.all()).holes()).isEmpty();
  }

  @Test
  void noWaiverExcusesWhatACaseTests() throws Exception {
    assertThat(ClauseMatrix.of(CaseLibrary.all()).idleWaivers()).isEmpty();
  }

  @Test
  void aWaiverOfAClauseThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> WaiverFile.parse("# why\nRAM-999 negative because"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("RAM-999");
    assertThatThrownBy(() -> WaiverFile.parse("RAM-042 sideways because"))
        .hasMessageContaining("sideways");
    assertThatThrownBy(() -> WaiverFile.parse("RAM-042 negative")).hasMessageContaining("REASON");
  }

  @Test
  void withoutItsCasesAClauseIsAHoleOnBothSides() throws Exception {
    List<ConformanceCase> others =
        CaseLibrary.handWritten().stream()
            .filter(one -> !one.clauses().contains(Clause.CONTINUE_ACROSS))
            .toList();

    assertThat(ClauseMatrix.of(others, List.of()).holes())
        .contains(
            new ClauseMatrix.Hole(Clause.CONTINUE_ACROSS, Side.POSITIVE),
            new ClauseMatrix.Hole(Clause.CONTINUE_ACROSS, Side.NEGATIVE));
  }

  @Test
  void aWaiverClosesAHoleAndIsIdleWhereThereIsNone() throws Exception {
    Waiver needed = new Waiver(Clause.ZERO_FILL, Side.NEGATIVE, "no stream breaks it");
    Waiver idle = new Waiver(Clause.ZERO_FILL, Side.POSITIVE, "for no reason");

    ClauseMatrix matrix = ClauseMatrix.of(CaseLibrary.handWritten(), List.of(needed, idle));

    assertThat(matrix.holes()).noneMatch(hole -> hole.clause() == Clause.ZERO_FILL);
    assertThat(matrix.idleWaivers()).containsExactly(idle);
  }

  @Test
  void aCaseThatLeavesTheChoiceTestsTheClauseThatLeavesItAndNoOther() throws Exception {
    List<ConformanceCase> either =
        CaseLibrary.all().stream().filter(one -> one.id().equals("TRAILING-GARBAGE")).toList();

    ClauseMatrix matrix = ClauseMatrix.of(either, List.of());

    assertThat(matrix.rows())
        .filteredOn(row -> !row.positive().isEmpty() || !row.negative().isEmpty())
        .extracting(ClauseMatrix.Row::clause)
        .containsExactly(Clause.TRAILING_BYTES);
  }

  /** Where a limit lies is the reader's own affair, so no number of cases can see it. */
  @Test
  void everyLimitSaysWhatTheCasesSeeOfIt() {
    for (Clause clause : Clause.values()) {
      if (clause.id().startsWith("LIM-")) {
        assertThat(SeenPart.of(clause)).as(clause.id()).isPresent();
      }
    }
    assertThat(SeenPart.of(Clause.LIMIT_SECTIONS).orElseThrow())
        .startsWith("that a few sections")
        .endsWith("within time and memory.");
    assertThat(SeenPart.of(Clause.STREAM_MAGIC)).isEmpty();
  }

  @Test
  void everyFormNamesEveryClause() throws Exception {
    CoverageReport report = new CoverageReport(ClauseMatrix.of(CaseLibrary.all()));
    StringWriter text = new StringWriter();
    StringWriter table = new StringWriter();
    StringWriter json = new StringWriter();
    report.printText(new PrintWriter(text, true));
    report.printMarkdown(new PrintWriter(table, true));
    report.printJson(new PrintWriter(json, true));

    for (Clause clause : Clause.values()) {
      assertThat(text.toString()).contains(clause.id());
      assertThat(table.toString()).contains("| " + clause.id() + " |");
    }
    assertThat(text.toString()).contains("CUT-EVERY-RAM-* (").contains("0 holes");
    assertThat(text.toString()).contains("in part   LIM-005: that a few sections are taken");
    assertThat(new ObjectMapper().readTree(json.toString()).path("holes")).isEmpty();
  }
}
