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
    // A zrun of 127 takes one byte, one of 128 two: where those fit, the byte after may not.
    "127, 3, 3",
    "127, 2, -1",
    "128, 4, 4",
    "128, 3, -1",
    "128, 2, -1",
  })
  void countsTheZrunsLengthAgainstTheLimit(int zrun, int room, int result) {
    // One long run first, so that the page ends one byte after the zrun.
    int lead = PAGE - 1 - zrun;
    byte[] page = changed(0, lead);
    page[PAGE - 1] = 1;
    int leadDelta = 3 + lead;
    assertThat(encode(page, leadDelta + room)).isEqualTo(result < 0 ? result : leadDelta + result);
  }

  @ParameterizedTest
  @CsvSource({
    // An unchanged tail needs room for two lengths, although it has none.
    "1, 5, 3",
    "1, 4, -1",
    "127, 131, 129",
    "127, 130, -1",
    "128, 133, 131",
    "128, 132, -1",
  })
  void countsTheNzrunsLengthAgainstTheLimit(int nzrun, int limit, int result) {
    assertThat(encode(changed(0, nzrun), new byte[limit], limit)).isEqualTo(result);
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
