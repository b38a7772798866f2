package org.ramwire.conformance.suite.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.suite.cases.EncoderRound.DirtyRange;
import org.ramwire.conformance.suite.library.CaseLibrary;

/** Cases for encoders: what their lines mean. */
class EncoderCaseTest {

  private static final String VALID =
      """
      id      ENC-X
      title   a title
      role    encode
      clauses RAM-016
      needs   encode-xbzrle
      allow   xbzrle
      block   0 0x4000 pc.ram
      block   1 0x1000 pc.bios
      round
      write   0 0x1ffe 01 02 03
      round
      write   0 0x1000 pattern:1 pattern:2
      dirty   1 0x0000 0x1000
      round
      source  somewhere
      why     a sentence
      """;

  @Test
  void readsRoundsOfMemory() throws Exception {
    EncoderTask task = task(VALID);

    assertThat(task.allow()).containsExactly(EncoderKind.ZERO, EncoderKind.XBZRLE);
    assertThat(task.rounds()).hasSize(3);
    assertThat(page(task, 0, 0, 0x1000)).endsWith(1, 2);
    assertThat(page(task, 0, 0, 0x2000)).startsWith(3, 0);
    assertThat(page(task, 1, 0, 0x1000)).isEqualTo(ByteNotation.pattern(1, 4096));
    assertThat(page(task, 2, 0, 0x2000)).isEqualTo(ByteNotation.pattern(2, 4096));
    assertThat(task.rounds().get(1).images().get(1).blank()).isTrue();
  }

  @Test
  void knowsWhatIsDirtyInEachRound() throws Exception {
    EncoderTask task = task(VALID);

    assertThat(task.rounds().get(0).dirty()).isEmpty();
    assertThat(task.rounds().get(1).dirty())
        .containsExactly(new DirtyRange(0, 0x1000, 0x2000), new DirtyRange(1, 0, 0x1000));
    assertThat(task.rounds().get(2).dirty()).isEmpty();
  }

  @Test
  void needsEncodeByItself() throws Exception {
    assertThat(CaseParser.parse("x.case", "encode", VALID).setup().needs())
        .containsExactly("encode", "encode-xbzrle");
    assertThat(CaseParser.parse("x.case", "encode", VALID).role()).isEqualTo(Role.ENCODE);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertFault(VALID.replace("write   0 0x1ffe 01 02 03", "write   0 0x3fff 01 02"), "16384");
    assertFault(VALID.replace("dirty   1 0x0000", "dirty   2 0x0000"), "no block 2");
    assertFault(VALID.replace("round\n", ""), "expected 'round'");
    assertFault(VALID.replace("allow   xbzrle", "allow   hook"), "found 'hook'");
    assertFault(VALID + "expect  accept\n", "does not go with");
    assertFault(VALID.replace("role    encode", "role    decode"), "'allow' does not go with");
  }

  @Test
  void everyEncoderCaseHasAPageToSendAndASentence() throws Exception {
    List<ConformanceCase> cases =
        CaseLibrary.handWritten().stream().filter(one -> one.role() == Role.ENCODE).toList();

    assertThat(cases).hasSizeGreaterThan(40);
    assertThat(cases).allSatisfy(one -> assertThat(one.heading().why()).endsWith("."));
  }

  private static void assertFault(String text, String detail) {
    assertThatThrownBy(() -> task(text))
        .isInstanceOf(CaseSyntaxException.class)
        .hasMessageContaining(detail);
  }

  private static EncoderTask task(String text) throws CaseSyntaxException {
    return ((Expectation.Write) CaseParser.parse("x.case", "encode", text).expectation()).task();
  }

  private static byte[] page(EncoderTask task, int round, int block, long offset) {
    byte[] page = new byte[4096];
    task.rounds().get(round).images().get(block).copy(offset, page, page.length);
    return page;
  }
}
