package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.Clause;

class XbzrleDecoderTest {

  private static final int PAGE = 4096;
  private static final byte OLD = 0x55;

  @ParameterizedTest
  @CsvSource({
    "'', 0, 0",
    "000109, 1, 1",
    "00010901 0109, 3, 2",
    "ff1f0109, 4096, 1",
    "85000109, 6, 1",
    "05810009, 6, 1",
    "80000109, 1, 1",
    "7f0109, 128, 1",
    "80010109, 129, 1",
  })
  void appliesValidDelta(String hex, int reach, int changed) throws DeltaException {
    byte[] delta = bytes(hex);
    byte[] page = oldPage();

    assertThat(XbzrleDecoder.decode(delta, 0, delta.length, page, 0, PAGE)).isEqualTo(reach);
    assertThat(changedBytes(page)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "05, DELTA_ENDS_WITH_BYTES, 0, 0",
    "8501, DELTA_ENDS_WITH_BYTES, 0, 0",
    "ff1f, DELTA_ENDS_WITH_BYTES, 0, 0",
    "00010905, DELTA_ENDS_WITH_BYTES, 3, 1",
    "0001098501, DELTA_ENDS_WITH_BYTES, 3, 1",
    "0500, DELTA_NZRUN_POSITIVE, 1, 0",
    "050009, DELTA_NZRUN_POSITIVE, 1, 0",
    "05800009, DELTA_NZRUN_POSITIVE, 1, 0",
    "000109000109, DELTA_ZRUN_ZERO, 3, 1",
    "00010980000109, DELTA_ZRUN_ZERO, 3, 1",
    "00010900, DELTA_ZRUN_ZERO, 3, 1",
    "85, DELTA_ULEB, 0, 0",
    "8080010109, DELTA_ULEB, 0, 0",
    "0580800109, DELTA_ULEB, 1, 0",
    "0585, DELTA_ULEB, 1, 0",
    "00010985, DELTA_ULEB, 3, 1",
    "80200109, DELTA_NZRUN_IN_PAGE, 2, 0",
    "ff1f020909, DELTA_NZRUN_IN_PAGE, 2, 0",
    "81200109, DELTA_ZRUN_IN_PAGE, 0, 0",
    "fe1f010901, DELTA_ENDS_WITH_BYTES, 4, 1",
    "ff1f01090101, DELTA_ZRUN_IN_PAGE, 4, 1",
    "000309, DELTA_NZRUN_IN_DELTA, 1, 0",
    "0001, DELTA_NZRUN_IN_DELTA, 1, 0",
    "00010901020a, DELTA_NZRUN_IN_DELTA, 4, 1",
  })
  void refusesInvalidDelta(String hex, Clause clause, int offset, int changedPartially) {
    byte[] delta = bytes(hex);
    byte[] page = oldPage();

    DeltaException fault =
        catchThrowableOfType(
            DeltaException.class,
            () -> XbzrleDecoder.decode(delta, 0, delta.length, page, 0, PAGE));
    assertThat(fault.clause()).isEqualTo(clause);
    assertThat(fault.deltaOffset()).isEqualTo(offset);
    assertThat(page).containsOnly(OLD);

    DeltaException partial =
        catchThrowableOfType(
            DeltaException.class,
            () -> XbzrleDecoder.decodePartially(delta, 0, delta.length, page, 0, PAGE));
    assertThat(partial.clause()).isEqualTo(clause);
    assertThat(partial.deltaOffset()).isEqualTo(offset);
    assertThat(changedBytes(page)).isEqualTo(changedPartially);
  }

  @Test
  void countsOffsetsFromTheDeltasFirstByte() {
    byte[] delta = bytes("ffffff 000109 000109 ffff".replace(" ", ""));

    DeltaException fault =
        catchThrowableOfType(DeltaException.class, () -> XbzrleDecoder.validate(delta, 3, 6, PAGE));
    assertThat(fault.deltaOffset()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512, 1023, 3000, 131072, -4096})
  void refusesImpossiblePageLength(int pageLength) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> XbzrleDecoder.validate(new byte[8], 0, 0, pageLength));
  }

  @Test
  void refusesRangesOutsideTheirArrays() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> XbzrleDecoder.validate(new byte[8], 4, 5, PAGE));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> XbzrleDecoder.decode(new byte[8], 0, 0, new byte[PAGE], 1, PAGE));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(
            () -> XbzrleDecoder.decodePartially(new byte[8], 0, 0, new byte[PAGE], 1, PAGE));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] oldPage() {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, OLD);
    return page;
  }

  private static int changedBytes(byte[] page) {
    int changed = 0;
    for (byte b : page) {
      changed += b == OLD ? 0 : 1;
    }
    return changed;
  }
}
