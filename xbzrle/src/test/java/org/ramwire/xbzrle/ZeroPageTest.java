package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
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

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 1024, 4096, 65536})
  void takesOnlyZerosOfABuffer(int length) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length + 6);
    buffer.put(2, (byte) 1).put(3 + length, (byte) 1);
    assertThat(ZeroPage.isZero(buffer, 3, length)).isTrue();
    for (int at = 3; at < 3 + length; at += Math.max(1, length / 512)) {
      buffer.clear().put(at, (byte) 0x80);
      assertThat(ZeroPage.isZero(buffer, 3, length)).as("byte %d", at).isFalse();
      buffer.clear().put(at, (byte) 0);
    }
  }

  @Test
  void refusesARangeOutsideTheArray() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> ZeroPage.isZero(new byte[16], 1, 16));
  }
}
