package org.ramwire.conformance.suite.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.InflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

class ByteNotationTest {

  private static final List<RamBlock> BLOCKS = List.of(new RamBlock(0, Idstr.of("ram"), 0x2000));

  @Test
  void takesHexTextsAndNumbers() throws CaseSyntaxException {
    assertThat(hex("51 4556 \"a b\" 'x\"y'")).isEqualTo("514556" + "612062" + "782279");
    assertThat(hex("be16:258 be32:0x10 be64:0x1000|0x08 le32:1"))
        .isEqualTo("0102" + "00000010" + "0000000000001008" + "01000000");
  }

  @Test
  void repeatsWhatStandsBeforeTheStar() throws CaseSyntaxException {
    assertThat(hex("00*3 0102*2 \"ab\"*2 ff*0")).isEqualTo("000000" + "01020102" + "61626162");
  }

  @Test
  void patternsAreAsLongAsAPageAndDifferEverywhere() throws CaseSyntaxException {
    byte[] pattern = bytes("pattern:3");

    assertThat(pattern).hasSize(1024);
    assertThat(pattern[0]).isEqualTo((byte) 3);
    assertThat(pattern[257]).isEqualTo((byte) (3 + 7 * 257 + 1));
    assertThat(bytes("pattern:4")).isNotEqualTo(pattern);
  }

  @Test
  void labelsMarkOffsetsAndAddNothing() throws CaseSyntaxException {
    ByteNotation notation = notation();

    notation.take(new CaseEntry.Line(1, "@start 00 01 @two"));
    notation.take(new CaseEntry.Line(2, "02 @end-of-all"));

    assertThat(notation.bytes()).containsExactly(0, 1, 2);
    assertThat(notation.labels())
        .containsEntry("start", 0L)
        .containsEntry("two", 2L)
        .containsEntry("end-of-all", 3L);
  }

  @Test
  void storedMakesAZlibStream() throws Exception {
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    try (InflaterOutputStream inflater = new InflaterOutputStream(inflated)) {
      inflater.write(bytes("stored( \"hello\" 00*3 )"));
    }

    assertThat(inflated.toByteArray()).containsExactly('h', 'e', 'l', 'l', 'o', 0, 0, 0);
  }

  @Test
  void framesFollowTheProfile() throws CaseSyntaxException {
    String list = "0000000000002004" + "03" + "72616d" + "0000000000002000";
    String eos = "0000000000000010";

    assertThat(hex("<list>")).isEqualTo(list);
    assertThat(hex("<open>"))
        .isEqualTo(
            "5145564d00000003"
                + ("01" + "00000002" + "0372616d" + "00000000" + "00000004")
                + (list + eos + "7e00000002")
                + "0200000002");
    assertThat(hex("<close>")).isEqualTo(eos + "7e000000020300000002" + eos + "7e0000000200");
    ByteNotation body =
        new ByteNotation("x.case", new PageSize(1024), new Frames(CaseProfile.BODY, BLOCKS));
    body.take(new CaseEntry.Line(1, "<open> <next> <close>"));
    assertThat(HexFormat.of().formatHex(body.bytes())).isEqualTo(list + eos + eos + eos);
  }

  @Test
  void refusesWhatItCannotReadWithFileAndLine() {
    for (String bad :
        List.of(
            "0",
            "0g",
            "pc.ram",
            "\"open",
            "<nothing>",
            "be24:1",
            "be16:65536",
            "be32:-1",
            "be64:x",
            "00*x",
            "00*100000000",
            ")",
            "@twice @twice")) {
      assertThatThrownBy(() -> bytes(bad))
          .as(bad)
          .isInstanceOfSatisfying(
              CaseSyntaxException.class,
              e -> {
                assertThat(e.line()).isEqualTo(7);
                assertThat(e.file()).isEqualTo("x.case");
              });
    }
    assertThatThrownBy(() -> bytes("stored( 00")).isInstanceOf(CaseSyntaxException.class);
  }

  private static ByteNotation notation() {
    return new ByteNotation("x.case", new PageSize(1024), new Frames(CaseProfile.RAM_ONLY, BLOCKS));
  }

  private static byte[] bytes(String line) throws CaseSyntaxException {
    ByteNotation notation = notation();
    notation.take(new CaseEntry.Line(7, line));
    return notation.bytes();
  }

  private static String hex(String line) throws CaseSyntaxException {
    return HexFormat.of().formatHex(bytes(line));
  }
}
