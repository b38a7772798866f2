package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroPageTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 64, 1024, 4096})
  void takesOnlyZeros(int length) {
    byte[] array = new byte[length + 6];
    Arrays.fill(array, (byte) 1);
    Arrays.fill(array, 3, 3 + length, (byte) 0);
    assertThat(ZeroPage.isZero(array, 3, length)).isTrue();
    for (int at = 3; at < 3 + length; at++) {
      array[at] = (byte) 0x80;
      assertThat(ZeroPage.isZero(array, 3, length)).as("byte %d", at).isFalse();
      array[at] = 0;
    }
  }

  @Test
  void refusesARangeOutsideTheArray() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> ZeroPage.isZero(new byte[16], 1, 16));
  }
}
