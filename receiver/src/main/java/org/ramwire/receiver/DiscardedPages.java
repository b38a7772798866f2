package org.ramwire.receiver;

import java.util.Map;
import java.util.TreeMap;

/**
 * The pages that a command has discarded and that have not come again (RAM-093), as ranges that
 * neither overlap nor touch: memory and cost follow the commands and pages that came, not how many
 * pages a command names. Not thread-safe.
 */
final class DiscardedPages {

  /** From the first page of a range to the one after its last. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Takes pages from one to before another. */
  void discard(long from, long to) {
    if (from >= to) {
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ranges.floorEntry(end);
    while (before != null && before.getValue() >= start) {
      start = Math.min(start, before.getKey());
      end = Math.max(end, before.getValue());
      ranges.remove(before.getKey());
      before = ranges.floorEntry(end);
    }
    ranges.put(start, end);
  }

  /** Takes a page that has come. Ranges are split by it, which only happens after a discard. */
  void came(long page) {
    Map.Entry<Long, Long> range = ranges.floorEntry(page);
    if (range == null || range.getValue() <= page) {
      return;
    }
    ranges.remove(range.getKey());
    if (range.getKey() < page) {
      ranges.put(range.getKey(), page);
    }
    if (page + 1 < range.getValue()) {
      ranges.put(page + 1, range.getValue());
    }
  }

  /** Returns how many of these pages are in a set as well. */
  long alsoIn(PageSet pages) {
    long[] count = new long[1];
    pages.forEachRange((from, to) -> count[0] += between(from, to));
    return count[0];
  }

  private long between(long from, long to) {
    Long first = ranges.floorKey(from);
    long count = 0;
    for (Map.Entry<Long, Long> range :
        ranges.subMap(first == null ? from : first, true, to, false).entrySet()) {
      count += Math.max(0, Math.min(to, range.getValue()) - Math.max(from, range.getKey()));
    }
    return count;
  }
}
