package org.ramwire.conformance.suite.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.codec.Idstr;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

class CaseParserTest {

  private static final String VALID =
      """
      # A comment.
      id        SOME-CASE
      title     a title with "quotes"
      clauses   RAM-045 RAM-001
      needs     zero
      block     0 0x2000 pc.ram
      block     1 4096 name with spaces
      before    1 0x10 "old"
      stream
              <open>                         # a frame
              @bad be64:0x1000|0x08 06 "pc.ram"
                   pattern:1  # the page
              <close>
      expect    accept
      image     0 0x1000 pattern:1
      image     1 0x10 "old"
      source    somewhere
      why       It goes on
                in a second line.
      """;

  @Test
  void readsAnAcceptedCase() throws CaseSyntaxException {
    ConformanceCase parsed = parse(VALID);

    assertThat(parsed.id()).isEqualTo("SOME-CASE");
    assertThat(parsed.heading().group()).isEqualTo("group");
    assertThat(parsed.heading().title()).isEqualTo("a title with \"quotes\"");
    assertThat(parsed.heading().why()).isEqualTo("It goes on in a second line.");
    assertThat(parsed.clauses()).containsExactly(Clause.PAGE_RECORD, Clause.RECORD_HEADER);
    assertThat(parsed.setup().profile()).isEqualTo(CaseProfile.RAM_ONLY);
    assertThat(parsed.setup().pageSize()).isEqualTo(PageSize.X86);
    assertThat(parsed.setup().needs()).containsExactly("zero");
    assertThat(parsed.setup().blocks().get(1).idstr()).hasToString("name with spaces");
    assertThat(parsed.setup().before()).containsOnlyKeys(1);
    Expectation.Accept accept = (Expectation.Accept) parsed.expectation();
    assertThat(accept.images()).hasSize(2);
    byte[] page = new byte[4];
    accept.images().get(0).copy(0xfff, page, 4);
    assertThat(page).containsExactly(0, 1, 8, 15);
  }

  @Test
  void readsARejectedCaseWithLabels() throws CaseSyntaxException {
    ConformanceCase parsed =
        parse(withExpectation("expect reject RAM-003 RAM-004 at @bad+2..@end"));

    Expectation.Reject reject = (Expectation.Reject) parsed.expectation();
    assertThat(reject.clauses()).containsExactly(Clause.ONE_KIND, Clause.UNDEFINED_FLAG);
    assertThat(reject.where().last()).isEqualTo(parsed.stream().length());
    assertThat(reject.where().first()).isPositive();
  }

  @Test
  void readsACaseThatLeavesTheChoice() throws CaseSyntaxException {
    ConformanceCase parsed =
        parse(withExpectation("expect either CON-043\nimage 0 0 01\nreject CON-043 at @bad"));

    Expectation.Either either = (Expectation.Either) parsed.expectation();
    assertThat(either.allowedBy()).isEqualTo(Clause.TRAILING_BYTES);
    assertThat(either.reject().where().first()).isEqualTo(either.reject().where().last());
    assertThat(either.accept().images().get(0).touches(0, 1)).isTrue();
  }

  @Test
  void addsTheFeaturesThatOtherValuesImply() throws CaseSyntaxException {
    String text =
        VALID
            .replace("needs     zero", "profile   body\npage-size 1024")
            .replace("block     0 0x2000", "block     0 0x100000000");

    assertThat(parse(text).setup().needs()).containsExactly("body", "large-blocks", "page-sizes");
  }

  @Test
  void takesABlockWithoutAName() throws CaseSyntaxException {
    String text = VALID.replace("block     0 0x2000 pc.ram", "block     0 0x2000");

    assertThat(parse(text).setup().blocks().get(0).idstr()).isEqualTo(Idstr.of(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | id        SOME-CASE | id        some-case | an id such as",
        "2 | id        SOME-CASE | idd       SOME-CASE | no key",
        "4 | RAM-045 RAM-001 | RAM-045 RAM-999 | RAM-999",
        "5 | needs     zero | needs     magic | magic",
        "5 | needs     zero | profile   other | other",
        "5 | needs     zero | page-size 100 | power of two",
        "5 | needs     zero | role      transcode | decode",
        "5 | needs     zero | title     again | second time",
        "6 | 0 0x2000 pc.ram | 1 0x2000 pc.ram | block 0 LENGTH IDSTR",
        "6 | 0 0x2000 pc.ram | 0 0x2001 pc.ram | multiple of the page size",
        "6 | 0 0x2000 pc.ram | 0 | block 0 LENGTH IDSTR",
        "8 | 1 0x10 \"old\" | 2 0x10 \"old\" | no block 2",
        "8 | 1 0x10 \"old\" | 1 0xffe \"old\" | pass the end",
        "10 | <open> | <opened> | <opened>",
        "14 | expect    accept | expect    perhaps | perhaps",
        "14 | expect    accept | expect    reject RAM-003 at @nowhere | @nowhere",
        "14 | expect    accept | expect    reject at @bad | reject CLAUSE",
        "14 | expect    accept | expect    reject RAM-003 at @bad+5..@bad | ends before",
        "15 | expect    accept | expect    reject RAM-003 at @bad | does not go with",
        "16 | image     1 0x10 \"old\" | image     0 0x1fff \"old\" | pass the end",
        "16 | image     1 0x10 \"old\" | image     0 0x1100 \"old\" | overlap",
      })
  void namesFileAndLineOfAFault(int line, String valid, String spoiled, String detail) {
    assertThat(VALID).contains(valid);

    assertThatThrownBy(() -> parse(VALID.replace(valid, spoiled)))
        .isInstanceOfSatisfying(
            CaseSyntaxException.class,
            e -> {
              assertThat(e.line()).isEqualTo(line);
              assertThat(e)
                  .hasMessageStartingWith("x.case:" + line + ": ")
                  .hasMessageContaining(detail);
            });
  }

  @Test
  void namesAnEntryThatIsMissing() {
    for (String key : List.of("id", "title", "clauses", "stream", "expect", "source", "why")) {
      String without = VALID.replaceAll("(?m)^" + key + "\\b.*\n(?:\\s.*\n)*", "");

      assertThatThrownBy(() -> parse(without)).as(key).hasMessageContaining("'" + key + "'");
    }
    assertThatThrownBy(() -> parse(VALID.replaceAll("(?m)^(block|before|image).*\n", "")))
        .hasMessageContaining("block");
    assertThatThrownBy(() -> parse("  indented\n" + VALID)).hasMessageContaining("x.case:1:");
  }

  private static String withExpectation(String expectation) {
    return VALID.replaceAll("(?m)^image.*\n", "").replace("expect    accept", expectation);
  }

  private static ConformanceCase parse(String text) throws CaseSyntaxException {
    return CaseParser.parse("x.case", "group", text);
  }
}
