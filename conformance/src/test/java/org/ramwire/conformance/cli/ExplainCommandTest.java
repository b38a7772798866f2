package org.ramwire.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.Clause;
import picocli.CommandLine;

class ExplainCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = Ramwire.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void printsAClauseWithoutMarks() {
    assertThat(run("explain", "ram-012")).isZero();
    assertThat(out.toString())
        .startsWith("RAM-012 (MUST, both): A page lies wholly inside its block's used length.")
        .contains("Rests on: seed host_from_stream_offset;");
  }

  @ParameterizedTest
  @EnumSource(Clause.class)
  void leavesNoMarkInAnyClause(Clause clause) {
    assertThat(run("explain", clause.id())).isZero();
    assertThat(out.toString()).contains(clause.id() + " (").doesNotContain("**", "`");
  }

  @Test
  void listsTheClausesWithABeginning() {
    assertThat(run("explain", "LIM")).isZero();
    assertThat(out.toString().lines()).hasSize(7).allMatch(line -> line.startsWith("LIM-"));
  }

  @Test
  void showsTheStateOfADeviceInFull() {
    assertThat(run("explain", "DEVICE-FALSE-FOOTER-NAME")).isZero();
    assertThat(out.toString()).contains("device state", "7e 00 00 00");
  }

  @Test
  void showsEveryByteIfAsked() {
    run("explain", "ZERO-CLEARS");
    int some = out.toString().length();
    assertThat(run("explain", "ZERO-CLEARS", "--all")).isZero();
    assertThat(out.toString().length()).isGreaterThan(3 * some);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xbzrle", "postcopy", "multifd-flush"})
  void tellsWhatSpeaksOfAWord(String word) {
    assertThat(run("explain", word)).isZero();
    assertThat(out.toString()).startsWith("No clause and no case is called '" + word + "'.");
    assertThat(out.toString().lines()).hasSizeBetween(4, 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAM-999", "ZERO-CLERS", "nonsense-word", ""})
  void refusesWhatNothingIsCalled(String word) {
    assertThat(run("explain", word)).isEqualTo(2);
    assertThat(err.toString()).contains("no clause and no case '" + word + "'");
  }

  @Test
  void suggestsWhatMayBeMeant() {
    run("explain", "ZERO-CLERS");
    assertThat(err.toString()).contains("did you mean ZERO-CLEARS");
  }
}
