package org.ramwire.sender.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirtyBitmapTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 63, 64, 65, 4095, 4096, 4097, 300_000})
  void marksExactlyThePagesThatThereAre(long pages) {
    DirtyBitmap bitmap = new DirtyBitmap(pages);
    bitmap.markRange(0, pages + 1000);
    assertThat(bitmap.dirtyPages()).isEqualTo(pages);
    bitmap.mark(pages);
    for (int word = 0; word <= pages / 64 + 1; word++) {
      bitmap.markWord(word, -1L);
    }
    assertThat(bitmap.dirtyPages()).isEqualTo(pages);
    assertThat(bitmap.next(pages)).isEqualTo(pages);
  }

  @Test
  void findsTheOnlyDirtyPageOfATebibyte() {
    long pages = 1L << 28;
    DirtyBitmap bitmap = new DirtyBitmap(pages);
    bitmap.mark(pages - 1);
    assertThat(bitmap.next(0)).isEqualTo(pages - 1);
    assertThat(bitmap.clear(pages - 1)).isTrue();
    assertThat(bitmap.clear(pages - 1)).isFalse();
    assertThat(bitmap.next(0)).isEqualTo(pages);
  }

  @Test
  void forgetsPagesThatGoAndMarksThoseThatCome() {
    DirtyBitmap bitmap = new DirtyBitmap(200);
    bitmap.markRange(90, 150);
    bitmap.resize(100);
    assertThat(bitmap.dirtyPages()).isEqualTo(10);
    bitmap.resize(130);
    assertThat(bitmap.dirtyPages()).isEqualTo(40);
    assertThat(bitmap.next(0)).isEqualTo(90);
    assertThat(bitmap.next(130)).isEqualTo(130);
  }

  @Test
  void refusesMorePagesThanItCanCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DirtyBitmap(-1))
        .withMessageContaining("not -1");
    assertThatIllegalArgumentException().isThrownBy(() -> new DirtyBitmap(Long.MAX_VALUE));
  }
}
