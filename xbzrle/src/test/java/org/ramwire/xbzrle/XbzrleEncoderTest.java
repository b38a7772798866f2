package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.PageSize;

class XbzrleEncoderTest {

  private static final int PAGE = 4096;

  @Test
  void encodesAnUnchangedPageAsNothing() {
    assertThat(encode(new byte[PAGE], PAGE)).isEqualTo(XbzrleEncoder.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 000101",
    "5, 1, 050101",
    "127, 1, 7f0101",
    "128, 1, 80010101",
    "4095, 1, ff1f0101",
    "4094, 2, fe1f020101",
  })
  void writesTheFewestLengthBytes(int from, int length, String hex) {
    byte[] delta = new byte[PAGE];
    int deltaLength = encode(changed(from, length), delta, PAGE);
    assertThat(HexFormat.of().formatHex(delta, 0, deltaLength)).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource({
    // XBZ-022 at its measured edges: from, length, result
    "0, 4090, 4093",
    "0, 4091, 4094",
    "0, 4092, -1",
    "0, 4096, -1",
    "3, 4093, 4096",
    "2, 4094, -1",
    "4, 4092, 4095",
  })
  void givesUpOneByteOverTheLimit(int from, int length, int result) {
    assertThat(encode(changed(from, length), PAGE)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({"1364, 4092", "1365, -1"})
  void givesUpAlternatingBytesOverTheLimit(int count, int result) {
    byte[] page = new byte[PAGE];
    for (int i = 0; i < count; i++) {
      page[2 * i] = 1;
    }
    assertThat(encode(page, PAGE)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    // A zrun of 128 takes two bytes: at the limit the lengths fit and the byte does not.
    "128, 1, 4, 4, true",
    "128, 1, 3, -1, true",
    "128, 1, 2, -1, true",
    "127, 1, 3, 3, true",
    "127, 1, 2, -1, true",
    // An unchanged tail still needs room for two lengths.
    "0, 1, 5, 3, false",
    "0, 1, 4, -1, false",
    "0, 127, 131, 129, false",
    "0, 127, 130, -1, false",
    "0, 128, 133, 131, false",
    "0, 128, 132, -1, false",
  })
  void countsTwoByteLengthsAgainstTheLimit(
      int from, int length, int limit, int result, boolean atPageEnd) {
    byte[] page = changed(from, length);
    if (atPageEnd) {
      page = new byte[1024];
      page[1023] = 1;
      byte[] old = new byte[1024];
      Arrays.fill(old, 0, 1023 - from, (byte) 9);
      byte[] delta = new byte[1024];
      // The first run takes what precedes the zrun under test.
      int first = 1023 - from;
      int lead = 1 + (first < 128 ? 1 : 2) + first;
      assertThat(
              new XbzrleEncoder(new PageSize(1024)).encode(old, 0, page, 0, delta, 0, lead + limit))
          .isEqualTo(result < 0 ? result : lead + result);
    } else {
      assertThat(encode(page, limit)).isEqualTo(result);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void givesUpWithoutRoomForLengthsEvenIfUnchanged(int limit) {
    assertThat(encode(new byte[PAGE], limit)).isEqualTo(XbzrleEncoder.OVERFLOW);
    assertThat(encode(new byte[PAGE], 2)).isEqualTo(XbzrleEncoder.UNCHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void encodesEveryShapeLikeTheModel(Shape shape) {
    for (int pair = 0; pair < 64; pair++) {
      byte[] old = shape.oldPage(pair);
      byte[] page = shape.newPage(pair);
      byte[] expected = NaiveXbzrle.encode(old, page, PAGE);
      byte[] delta = new byte[PAGE];
      int length = new XbzrleEncoder(PageSize.X86).encode(old, 0, page, 0, delta, 0, PAGE);
      if (expected == null) {
        assertThat(length).isEqualTo(XbzrleEncoder.OVERFLOW);
      } else {
        assertThat(Arrays.copyOf(delta, length)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096, 8192})
  void takesPagesWhoseRunsTwoBytesCanState(int bytes) {
    assertThat(XbzrleEncoder.supports(new PageSize(bytes))).isTrue();
    assertThat(new XbzrleEncoder(new PageSize(bytes))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {16384, 32768, 65536})
  void refusesLargerPagesWithTheClause(int bytes) {
    PageSize pageSize = new PageSize(bytes);
    assertThat(XbzrleEncoder.supports(pageSize)).isFalse();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new XbzrleEncoder(pageSize))
        .withMessageContaining("XBZ-023");
  }

  @Test
  void refusesRangesOutsideTheirArrays() {
    XbzrleEncoder encoder = new XbzrleEncoder(PageSize.X86);
    byte[] page = new byte[PAGE];
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> encoder.encode(page, 1, page, 0, page, 0, PAGE));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> encoder.encode(page, 0, page, -1, page, 0, PAGE));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> encoder.encode(page, 0, page, 0, page, 1, PAGE));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> encoder.encode(page, 0, page, 0, page, 0, -1));
  }

  private static byte[] changed(int from, int length) {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, from, from + length, (byte) 1);
    return page;
  }

  private static int encode(byte[] page, int limit) {
    return encode(page, new byte[PAGE], limit);
  }

  private static int encode(byte[] page, byte[] delta, int limit) {
    return new XbzrleEncoder(PageSize.X86).encode(new byte[PAGE], 0, page, 0, delta, 0, limit);
  }
}
