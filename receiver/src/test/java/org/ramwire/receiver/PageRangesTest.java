package org.ramwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PageRangesTest {

  private static int find(PageRanges ranges, long page) {
    int range = ranges.floor(page);
    return range != PageRanges.NONE && ranges.from(range) == page ? range : PageRanges.NONE;
  }

  @Test
  void findsRangesAsATreeMapDoes() {
    Random random = new Random(3);
    for (int bound : new int[] {10, 100, 5000}) {
      PageRanges ranges = new PageRanges();
      TreeMap<Long, Long> expected = new TreeMap<>();
      for (int step = 0; step < 20_000; step++) {
        long page = 2L * random.nextInt(bound);
        if (expected.remove(page) != null) {
          ranges.remove(page);
        } else {
          expected.put(page, page + 1);
          ranges.add(page, page + 1);
        }
        compare(ranges, expected, random.nextInt(2 * bound + 1) - 1);
      }
      for (long page = 0; page < 2L * bound; page++) {
        ranges.remove(page);
      }
      assertThat(ranges.isEmpty()).isTrue();
    }
  }

  private static void compare(PageRanges ranges, TreeMap<Long, Long> expected, long page) {
    Map.Entry<Long, Long> floor = expected.floorEntry(page);
    int found = ranges.floor(page);
    assertThat(found != PageRanges.NONE).isEqualTo(floor != null);
    if (floor != null) {
      assertThat(ranges.from(found)).isEqualTo(floor.getKey());
      assertThat(ranges.to(found)).isEqualTo(floor.getValue());
    }
    Long higher = expected.higherKey(page);
    int next = ranges.higher(page);
    assertThat(next != PageRanges.NONE).isEqualTo(higher != null);
    if (higher != null) {
      assertThat(ranges.from(next)).isEqualTo(higher);
    }
  }

  @Test
  void movesTheEndsOfARange() {
    PageRanges ranges = new PageRanges();
    ranges.add(10, 20);
    ranges.moveTo(find(ranges, 10), 15);
    ranges.moveFrom(find(ranges, 10), 12);
    assertThat(ranges.from(ranges.floor(100))).isEqualTo(12);
    assertThat(ranges.to(ranges.floor(100))).isEqualTo(15);
    assertThat(ranges.floor(11)).isEqualTo(PageRanges.NONE);
  }

  /** No order of pages makes the tree a list. */
  @Test
  void staysBalancedInAnyOrder() {
    int count = 300_000;
    PageRanges rising = new PageRanges();
    PageRanges falling = new PageRanges();
    PageRanges inward = new PageRanges();
    for (int i = 0; i < count; i++) {
      rising.add(2L * i, 2L * i + 1);
      falling.add(2L * (count - i), 2L * (count - i) + 1);
      long either = i % 2 == 0 ? i : 2L * count - i;
      inward.add(2 * either, 2 * either + 1);
    }
    assertThat(rising.depth()).isLessThanOrEqualTo(38);
    assertThat(falling.depth()).isLessThanOrEqualTo(38);
    assertThat(inward.depth()).isLessThanOrEqualTo(38);
    for (int i = 0; i < count - 16; i++) {
      rising.remove(2L * i);
    }
    assertThat(rising.depth()).isLessThanOrEqualTo(8);
  }
}
