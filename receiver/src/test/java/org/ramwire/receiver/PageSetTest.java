package org.ramwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageSetTest {

  @Test
  void takesAPageOnce() {
    PageSet pages = new PageSet();
    assertThat(pages.add(5)).isTrue();
    assertThat(pages.add(5)).isFalse();
    assertThat(pages.add(5 + 64)).isTrue();
    assertThat(pages.add((1L << 57) + 5)).isTrue();
    assertThat(pages.groups()).isEqualTo(3);
  }

  @Test
  void keepsOnlyBordersOfPagesInOrder() {
    PageSet pages = new PageSet();
    long count = 64L * 64 * 64 + 1;
    for (long page = 0; page < count; page++) {
      assertThat(pages.add(page)).isTrue();
      assertThat(pages.groups()).isLessThanOrEqualTo(4);
    }
    assertThat(pages.groups()).isEqualTo(2);
    for (long page = 0; page < count; page++) {
      assertThat(pages.add(page)).isFalse();
    }
    assertThat(pages.exact()).isTrue();
  }

  @Test
  void agreesWithASetOfNumbers() {
    Random random = new Random(12);
    for (int round = 0; round < 20; round++) {
      PageSet pages = new PageSet();
      Set<Long> expected = new HashSet<>();
      // From dense, with full groups at two levels, to far apart.
      int bits = 13 + 2 * round;
      for (int i = 0; i < 60_000; i++) {
        long page = random.nextLong() >>> (64 - bits);
        assertThat(pages.add(page)).isEqualTo(expected.add(page));
      }
      assertThat(pages.exact()).isTrue();
    }
  }

  @Test
  void saysWhenAGroupDoesNotFit() {
    PageSet pages = new PageSet(3);
    assertThat(pages.add(0)).isTrue();
    assertThat(pages.add(64)).isTrue();
    assertThat(pages.add(128)).isTrue();
    assertThat(pages.exact()).isTrue();
    assertThat(pages.add(1)).isTrue();
    assertThat(pages.add(192)).isFalse();
    assertThat(pages.exact()).isFalse();
    assertThat(pages.add(2)).isTrue();
  }

  @Test
  void findsAllPagesAgainWhereGroupsAreLeft() {
    PageSet pages = new PageSet(3);
    for (long page = 0; page < 64 * 64; page++) {
      assertThat(pages.add(page)).isTrue();
    }
    assertThat(pages.groups()).isOne();
    assertThat(pages.exact()).isTrue();
    assertThat(pages.add(64 * 64 - 1)).isFalse();
  }
}
