package org.ramwire.conformance.stream.anatomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes beside their meaning, for whole streams and for those that make no sense. */
class AnnotatedStreamTest {

  private static final int PAGE = 4096;

  /** A list of one block, ZERO of its first page, PAGE of its second, a delta, EOS. */
  private static final byte[] BODY =
      join(
          "0000000000002004 0161 0000000000002000 0000000000000010",
          "0000000000000002 0161 00",
          "0000000000001028",
          new byte[PAGE],
          "0000000000001060 01 0003 050142 0000000000000010");

  @Test
  void marksTheFieldAtAnOffset() {
    List<String> lines = body(BODY).at(36);

    assertThat(lines)
        .containsExactly(
            "  0x00001a  00 00 00 00 00 00 00 02              address 0x0 | ZERO",
            "  0x000022  01                                   length of the idstr: 1",
            "  0x000023  61                                   \"a\"",
            "> 0x000024  00                                   fill byte");
  }

  @Test
  void findsTheLastRecordOfAPage() {
    List<String> lines = body(BODY).lastRecord("a", 0x1000);

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).endsWith("address 0x1000 | CONTINUE | XBZRLE");
    assertThat(lines.get(3)).endsWith("05 01 42                             delta");
    assertThat(body(BODY).lastRecord("b", 0x1000)).isEmpty();
  }

  @Test
  void shortensAPage() {
    assertThat(body(BODY).at(50))
        .last()
        .asString()
        .contains("00 00 … 4096 bytes")
        .endsWith("the page");
  }

  @Test
  void showsDeviceStateThatHoldsAFooterOfItsOwn() {
    // The state of section 3: ab, a footer that nothing plausible follows, cd.
    byte[] stream =
        join(
            "5145564d 00000003 07 00000001 6d 05 1e",
            "configuration/target-page-bits".getBytes(StandardCharsets.US_ASCII),
            "00000001 0000000c 08 0002 0004 00000007",
            "04 00000003 03 646576 00000000 00000001 ab 7e00000003 cd 7e00000003",
            "00 06 00000002 7b7d");
    List<String> lines = whole(stream).all(100, AnnotatedStream.Detail.FIELDS);

    assertThat(String.join("\n", lines))
        .contains("machine name: 1", "\"m\"", "bits in a page's offset", "PING", "\"dev\"")
        .contains("ab 7e 00 00 00 03 cd                 device state\n")
        .contains("length of the JSON: 2", "\"{}\"");
  }

  @Test
  void showsAsBytesWhatMakesNoSense() {
    byte[] stream = join("5145564d 00000003 99 0102030405060708090a0b0c0d0e");

    assertThat(whole(stream).all(100, AnnotatedStream.Detail.FIELDS))
        .endsWith("  0x000008  99 01 02 03 04 05 06 07 08 09 0a 0b", "  0x000014  0c 0d 0e");
  }

  @Test
  void showsEveryByteOfAPageIfAsked() {
    byte[] odd = BODY.clone();
    odd[45 + 3000] = 0x5a;

    assertThat(body(odd).all(100, AnnotatedStream.Detail.FIELDS)).noneMatch(l -> l.contains("5a"));
    assertThat(body(odd).all(100, AnnotatedStream.Detail.ALL))
        .hasSizeLessThan(40)
        .anyMatch(line -> line.contains("5a"))
        .contains("  *");
  }

  @Test
  void goesOnlyAsFarAsTheBytesMakeSense() {
    byte[] flags = BODY.clone();
    flags[33] = 0x4a;
    assertThat(body(flags).at(33)).first().asString().contains("ZERO | PAGE | XBZRLE");
    assertThat(body(flags).at(100)).isNotEmpty().anyMatch(line -> line.startsWith(">"));
  }

  @Test
  void takesAnyCutAndAnySpoiledByte() {
    for (int length = 0; length <= 64; length++) {
      byte[] cut = Arrays.copyOf(BODY, length);
      assertThat(body(cut).at(length)).isNotEmpty();
      assertThat(whole(cut).all(10, AnnotatedStream.Detail.ALL)).isNotNull();
      body(cut).lastRecord("a", 0);
    }
    for (int at = 0; at < 64; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] spoiled = BODY.clone();
        spoiled[at] ^= (byte) (1 << bit);
        body(spoiled).at(at);
        whole(spoiled).at(at);
        body(spoiled).lastRecord("a", 0);
      }
    }
  }

  private static AnnotatedStream body(byte[] bytes) {
    return new AnnotatedStream(ByteBuffer.wrap(bytes), PAGE, true);
  }

  private static AnnotatedStream whole(byte[] bytes) {
    return new AnnotatedStream(ByteBuffer.wrap(bytes), PAGE, false);
  }

  private static byte[] join(Object... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Object part : parts) {
      joined.writeBytes(
          part instanceof byte[] bytes
              ? bytes
              : HexFormat.of().parseHex(part.toString().replace(" ", "")));
    }
    return joined.toByteArray();
  }
}
