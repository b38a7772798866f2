package org.ramwire.conformance.suite.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.TextMutations;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** What a case file may ask for, and that nothing but one clear error comes of more. */
class CaseLimitsTest {

  private static final String DECODER =
      """
      id A-CASE
      title a title
      clauses RAM-001
      block 0 0x2000 pc.ram
      stream <open> 00
      expect accept
      source somewhere
      why because
      """;

  private static final String ENCODER =
      """
      id A-CASE
      title a title
      clauses RAM-001
      role encode
      block 0 0x10000000000 pc.ram
      round
      write 0 0 01
      round
      dirty 0 0 0x1000
      source somewhere
      why because
      """;

  private static void parse(String text) throws CaseSyntaxException {
    CaseParser.parse("a.case", "group", text);
  }

  private static void accepts(String text) {
    assertThatNoException().isThrownBy(() -> parse(text));
  }

  private static void refuses(String text, int line, String... parts) {
    assertThatExceptionOfType(CaseSyntaxException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(
            fault -> {
              assertThat(fault.getMessage())
                  .startsWith("a.case:" + line + ": ")
                  .contains(parts)
                  .hasLineCount(1)
                  .doesNotContain("\u001b")
                  .hasSizeLessThan(400);
              assertThat(fault.line()).isEqualTo(line);
            });
  }

  private static String stream(String value) {
    return DECODER.replace("<open> 00", value);
  }

  @Test
  void whatIsRepeatedIsBounded() {
    accepts(stream("\"\"*0x7fffffffffffffff"));
    accepts(stream("00*" + CaseLimits.MAX_BYTES));
    refuses(stream("00*" + (CaseLimits.MAX_BYTES + 1)), 5, "makes more than");
    refuses(stream("be64:0x0*0x2000000000000000"), 5, "makes more than");
    refuses(stream("00*0xffffffffffffffff"), 5, "makes more than");
    int pages = CaseLimits.MAX_BYTES / 0x1000;
    accepts(stream("pattern:1*0 ".repeat(pages)));
    refuses(stream("pattern:1*0 ".repeat(pages + 1)), 5, "makes more than");
  }

  @Test
  void allEntriesOfAFileShareOneBound() {
    String half = "00*" + CaseLimits.MAX_BYTES / 2;
    accepts(stream(half + " " + half));
    refuses(stream(half + " " + half + " 00"), 5, "makes more than");
    String image = "image 0 0 00*0x1000\n";
    String all = DECODER.replace("<open> 00", "00*" + (CaseLimits.MAX_BYTES - 0x1000));
    accepts(all.replace("source", image + "source"));
    refuses(all.replace("source", image + "image 0 0x1000 00\nsource"), 8, "makes more than");
  }

  @Test
  void bracketsStandInOneAnotherToABound() {
    int most = CaseLimits.MAX_OPEN_BRACKETS;
    accepts(stream("stored( ".repeat(most) + "00 " + ") ".repeat(most)));
    refuses(stream("stored( ".repeat(most + 1) + "00"), 5, "stored(");
  }

  @Test
  void labelsAreBounded() {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < CaseLimits.MAX_LABELS; i++) {
      labels.append("@l").append(i).append(' ');
    }
    accepts(stream(labels.toString()));
    refuses(stream(labels + "@more"), 5, "labels");
  }

  @Test
  void idsAndTextsAreBounded() {
    String longest = "A".repeat(CaseLimits.MAX_ID_CHARS);
    accepts(DECODER.replace("A-CASE", longest));
    refuses(DECODER.replace("A-CASE", longest + "A"), 1, "expected an id");
    refuses(DECODER.replace("A-CASE", "A-".repeat(50_000) + "A"), 1, "expected an id");
    accepts(DECODER.replace("a title", "t".repeat(CaseLimits.MAX_TITLE_CHARS)));
    refuses(DECODER.replace("a title", "t".repeat(CaseLimits.MAX_TITLE_CHARS + 1)), 2, "title");
    accepts(DECODER.replace("because", "w".repeat(CaseLimits.MAX_PROSE_CHARS)));
    refuses(DECODER.replace("because", "w".repeat(CaseLimits.MAX_PROSE_CHARS + 1)), 8, "why");
  }

  @Test
  void whatCannotBeSeenReachesNoTerminal() {
    refuses(DECODER.replace("a title", "a \u001b[31mtitle"), 2, "U+001B");
    refuses(stream("\"\u001b\""), 5, "U+001B");
    refuses(DECODER.replace("pc.ram", "pc\u0007ram"), 4, "U+0007");
    refuses(DECODER.replace("a title", "a \u202etitle"), 2, "cannot be seen");
    refuses("\u009b31m" + DECODER, 1, "U+009B");
  }

  @Test
  void linesAndCharactersAreBounded() {
    int lines = (int) DECODER.lines().count();
    accepts("\n".repeat(CaseLimits.MAX_LINES - lines) + DECODER);
    refuses(
        "\n".repeat(CaseLimits.MAX_LINES - lines + 1) + DECODER, CaseLimits.MAX_LINES + 1, "lines");
    String padding = "#".repeat(CaseLimits.MAX_TEXT_CHARS - DECODER.length() - 1);
    accepts(padding + "\n" + DECODER);
    refuses(padding + "#\n" + DECODER, 1, "characters");
  }

  @Test
  void blocksAreBounded() {
    String text = DECODER.replace("0x2000 pc", "0x10000000000 pc");
    accepts(text);
    refuses(DECODER.replace("0x2000 pc", "0x10000001000 pc"), 4, "bytes in all blocks");
    refuses(DECODER.replace("0x2000 pc", "0x7ffffffffffff000 pc"), 4, "bytes in all blocks");
    StringBuilder blocks = new StringBuilder();
    for (int i = 1; i < CaseLimits.MAX_BLOCKS; i++) {
      blocks.append("block ").append(i).append(" 0x1000 b").append(i).append('\n');
    }
    accepts(DECODER.replace("stream", blocks + "stream"));
    String more = "block " + CaseLimits.MAX_BLOCKS + " 0x1000 more\n";
    refuses(
        DECODER.replace("stream", blocks + more + "stream"), CaseLimits.MAX_BLOCKS + 4, "blocks");
  }

  @Test
  void numbersDoNotWrapAround() {
    refuses(DECODER.replace("stream", "page-size 0x100001000\nstream"), 5, "0x100001000");
    refuses(DECODER.replace("source", "image 0x100000000 0 00\nsource"), 7, "0x100000000");
    String reject = DECODER.replace("expect accept", "expect reject RAM-001 at @end+N");
    accepts(reject.replace("+N", "+1"));
    refuses(reject.replace("+N", "+0x7fffffffffffffff"), 6, "no place in a stream");
    refuses(reject.replace("+N", "+-1"), 6, "no place in a stream");
  }

  @Test
  void aGuestsRoundsAndPagesAreBounded() {
    accepts(ENCODER);
    refuses(ENCODER.replace("dirty 0 0 0x1000", "dirty 0 0 0x10000000000"), 9, "dirty pages");
    accepts("round\n".repeat(CaseLimits.MAX_ROUNDS - 2) + ENCODER);
    refuses("round\n".repeat(CaseLimits.MAX_ROUNDS - 1) + ENCODER, 264, "rounds");
    StringBuilder writes = new StringBuilder();
    for (int i = 1; i < CaseLimits.MAX_BYTES / 0x1000; i++) {
      writes.append("write 0 ").append(i * 0x1000).append(" 01\n");
    }
    refuses(ENCODER.replace("dirty", writes + "write 0 0x8000000 01\ndirty"), 4103, "pages");
  }

  @Test
  void nothingButOneClearErrorComesOfSpoiltCases() throws CaseSyntaxException {
    List<String> texts = new ArrayList<>(List.of(DECODER, ENCODER));
    CaseLibrary.handWrittenSources().stream()
        .filter(one -> one.content().length < 4000)
        .limit(300)
        .forEach(one -> texts.add(new String(one.content())));
    TextMutations mutations = new TextMutations(12);
    int refused = 0;
    for (int i = 0; i < TextMutations.TRIES; i++) {
      String text = mutations.next(texts);
      try {
        parse(text);
      } catch (CaseSyntaxException e) {
        refused++;
        assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(400).doesNotContain("\u001b");
      }
    }
    System.out.printf("%d spoilt cases, %d of them refused%n", TextMutations.TRIES, refused);
    assertThat(refused).isBetween(TextMutations.TRIES / 10, TextMutations.TRIES);
  }
}
