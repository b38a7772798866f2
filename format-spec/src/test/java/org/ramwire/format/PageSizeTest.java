package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSizeTest {

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096, 8192, 16384, 32768, 65536})
  void takesPowersOfTwoFrom1KibTo64Kib(int bytes) {
    assertThat(new PageSize(bytes).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 131072})
  void refusesThePowersOfTwoJustOutside(int bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PageSize(bytes))
        .withMessageEndingWith("not " + bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -4096, Integer.MIN_VALUE, 4095, 4097, 6144, 65535, 65537})
  void refusesWhatIsNoPowerOfTwo(int bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PageSize(bytes));
  }

  @Test
  void splitsAHeaderIntoAddressAndFlags() {
    assertThat(PageSize.X86.flags(0x12345028L)).isEqualTo(0x028);
    assertThat(PageSize.X86.address(0x12345028L)).isEqualTo(0x12345000L);
  }

  @Test
  void takesAllBitsBelowThePageSizeForFlags() {
    assertThat(PageSize.X86.flags(-1L)).isEqualTo(0xfff);
    assertThat(new PageSize(PageSize.MIN_BYTES).flags(-1L)).isEqualTo(0x3ff);
    assertThat(new PageSize(PageSize.MAX_BYTES).flags(-1L)).isEqualTo(0xffff);
  }

  @Test
  void keepsTheHighestAddressBits() {
    assertThat(PageSize.X86.address(-1L)).isEqualTo(0xfffffffffffff000L);
    assertThat(new PageSize(PageSize.MAX_BYTES).address(-1L)).isEqualTo(0xffffffffffff0000L);
  }

  @Test
  void tellsPageBordersFromOtherOffsets() {
    assertThat(PageSize.X86.aligned(0)).isTrue();
    assertThat(PageSize.X86.aligned(0x100000000L)).isTrue();
    assertThat(PageSize.X86.aligned(4095)).isFalse();
    assertThat(PageSize.X86.aligned(4096)).isTrue();
    assertThat(PageSize.X86.aligned(4097)).isFalse();
  }

  /** The values are zlib's {@code compressBound}. */
  @ParameterizedTest
  @CsvSource({
    "1024, 1037",
    "2048, 2061",
    "4096, 4110",
    "8192, 8207",
    "16384, 16402",
    "32768, 32791",
    "65536, 65569"
  })
  void boundsACompressedPageAsZlibDoes(int bytes, int bound) {
    assertThat(new PageSize(bytes).compressBound()).isEqualTo(bound);
  }
}
