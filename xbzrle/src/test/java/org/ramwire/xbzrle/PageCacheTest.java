package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.format.PageSize;

class PageCacheTest {

  private static final int PAGE = 4096;
  private static final int SLOTS = 4;
  // A page, and another that shares its slot.
  private static final long ADDRESS = 0x5000;
  private static final long RIVAL = ADDRESS + SLOTS * PAGE;

  private final PageCache cache = new PageCache(PageSize.X86, SLOTS * PAGE);

  @Test
  void missesWhatWasNeverInserted() {
    assertThat(cache.find(ADDRESS, 1)).isNull();
    assertThat(cache.find(0, 1)).isNull();
  }

  @Test
  void findsACopyOfWhatWasInserted() {
    byte[] page = filled(3);
    byte[] inserted = cache.insert(ADDRESS, page, 0, 1);
    page[0] = 9;
    assertThat(cache.find(ADDRESS, 1)).isSameAs(inserted).isEqualTo(filled(3));
    assertThat(cache.find(RIVAL, 1)).isNull();
  }

  @Test
  void insertsFromInsideAnArray() {
    byte[] pages = new byte[3 * PAGE];
    Arrays.fill(pages, PAGE, 2 * PAGE, (byte) 5);
    cache.insert(ADDRESS, pages, PAGE, 1);
    assertThat(cache.find(ADDRESS, 1)).isEqualTo(filled(5));
  }

  @Test
  void findsWhatWasPutIntoAClaimedSlot() {
    byte[] claimed = cache.claim(ADDRESS, 1);
    Arrays.fill(claimed, (byte) 7);
    assertThat(cache.find(ADDRESS, 1)).isSameAs(claimed).isEqualTo(filled(7));
    // The limit: a page keeps its slot for two syncs.
    assertThat(cache.claim(RIVAL, 2)).isNull();
    assertThat(cache.claim(RIVAL, 3)).isSameAs(claimed);
  }

  @Test
  void forgetsAPageAndNoOtherOfItsSlot() {
    cache.insert(ADDRESS, filled(1), 0, 1);
    cache.forget(RIVAL);
    assertThat(cache.find(ADDRESS, 1)).isEqualTo(filled(1));
    cache.forget(ADDRESS);
    assertThat(cache.find(ADDRESS, 1)).isNull();
    assertThat(cache.insert(RIVAL, filled(2), 0, 1)).isEqualTo(filled(2));
  }

  @Test
  void holdsNothingOnceItIsCleared() {
    cache.insert(ADDRESS, filled(1), 0, 1);
    cache.insert(ADDRESS + PAGE, filled(2), 0, 1);
    cache.clear();
    assertThat(cache.heldPages()).isZero();
    assertThat(cache.find(ADDRESS, 1)).isNull();
    assertThat(cache.sizeBytes()).isEqualTo(SLOTS * PAGE);
  }

  @Test
  void refusesToReplaceAPageYoungerThanTwoSyncs() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    assertThat(cache.insert(RIVAL, filled(2), 0, 7)).isNull();
    assertThat(cache.insert(RIVAL, filled(2), 0, 8)).isNull();
    assertThat(cache.insertZero(RIVAL, 8)).isNull();
    assertThat(cache.find(RIVAL, 8)).isNull();
  }

  @Test
  void replacesAPageTwoSyncsOld() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    assertThat(cache.insert(RIVAL, filled(2), 0, 9)).isEqualTo(filled(2));
    assertThat(cache.find(ADDRESS, 9)).isNull();
    assertThat(cache.find(RIVAL, 9)).isEqualTo(filled(2));
  }

  @Test
  void renewsTheAgeOnAHit() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    cache.find(ADDRESS, 9);
    assertThat(cache.insert(RIVAL, filled(2), 0, 10)).isNull();
    assertThat(cache.insert(RIVAL, filled(2), 0, 11)).isNotNull();
  }

  @Test
  void keepsTheAgeOnAMiss() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    cache.find(RIVAL, 9);
    assertThat(cache.insert(RIVAL, filled(2), 0, 9)).isNotNull();
  }

  @Test
  void keepsTheAgeOnARefusal() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    cache.insert(RIVAL, filled(2), 0, 8);
    assertThat(cache.insert(RIVAL, filled(2), 0, 9)).isNotNull();
  }

  @Test
  void replacesTheSamePageAtAnyAge() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    assertThat(cache.insert(ADDRESS, filled(2), 0, 7)).isEqualTo(filled(2));
  }

  @Test
  void replacesAPageThatBecameZero() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    cache.insertZero(ADDRESS, 7);
    assertThat(cache.find(ADDRESS, 7)).isEqualTo(new byte[PAGE]);
  }

  @Test
  void addsAZeroPageThatItDidNotHold() {
    cache.insertZero(ADDRESS, 7);
    assertThat(cache.find(ADDRESS, 7)).isEqualTo(new byte[PAGE]);
  }

  @ParameterizedTest
  @CsvSource({"4096, 4096", "8191, 4096", "8192, 8192", "100000, 65536", "67108864, 67108864"})
  void roundsTheSizeDown(long asked, long size) {
    assertThat(new PageCache(PageSize.X86, asked).sizeBytes()).isEqualTo(size);
    assertThat(cache.resize(asked)).isEqualTo(size);
    assertThat(cache.sizeBytes()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(longs = {4095, 0, -1, Long.MIN_VALUE, 1L << 43, Long.MAX_VALUE})
  void refusesLessThanAPageAndMoreThanItsSlots(long size) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new PageCache(PageSize.X86, size));
    cache.insert(ADDRESS, filled(1), 0, 7);
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> cache.resize(size));
    assertThat(cache.sizeBytes()).isEqualTo(SLOTS * PAGE);
    assertThat(cache.find(ADDRESS, 7)).isEqualTo(filled(1));
  }

  @Test
  void dropsTheContentsOnAResize() {
    byte[] lent = cache.insert(ADDRESS, filled(1), 0, 7);
    cache.resize(2 * SLOTS * PAGE);
    assertThat(cache.find(ADDRESS, 7)).isNull();
    assertThat(lent).isEqualTo(filled(1));
  }

  @Test
  void keepsTheContentsWhenTheRoundedSizeStays() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    cache.resize(SLOTS * PAGE + PAGE);
    assertThat(cache.find(ADDRESS, 7)).isEqualTo(filled(1));
  }

  @Test
  void holdsNoMorePagesThanItsSize() {
    for (int round = 0; round < 10; round++) {
      for (long address = 0; address < 64 * PAGE; address += PAGE) {
        cache.insert(address, filled(1), 0, 2 * round);
        assertThat(cache.heldPages()).isLessThanOrEqualTo(SLOTS);
      }
    }
    assertThat(cache.heldPages()).isEqualTo(SLOTS);
  }

  @Test
  void allocatesPagesOnlyWhenTheyAreUsed() {
    PageCache large = new PageCache(PageSize.X86, 1L << 32);
    large.insert(ADDRESS, filled(1), 0, 7);
    assertThat(large.heldPages()).isEqualTo(1);
  }

  @Test
  void tellsApartAddressesBeyondFourGigabytes() {
    cache.insert(ADDRESS, filled(1), 0, 7);
    assertThat(cache.find(ADDRESS + (1L << 32), 7)).isNull();
    assertThat(cache.find(ADDRESS + (1L << 44), 7)).isNull();
  }

  private static byte[] filled(int value) {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) value);
    return page;
  }
}
