package org.ramwire.receiver;

/**
 * The pages that a command has discarded and that have not come again (RAM-093), as ranges: memory
 * and cost follow the commands and pages that came, not how many pages a command names. A page that
 * comes allocates nothing unless it leaves more ranges than there have been. Not thread-safe.
 */
final class DiscardedPages {

  private final PageRanges ranges = new PageRanges();

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
    int before = ranges.floor(end);
    while (before != PageRanges.NONE && ranges.to(before) >= start) {
      start = Math.min(start, ranges.from(before));
      end = Math.max(end, ranges.to(before));
      ranges.remove(ranges.from(before));
      before = ranges.floor(end);
    }
    ranges.add(start, end);
  }

  /** Takes a page that has come. Ranges are split by it, which only happens after a discard. */
  void came(long page) {
    int range = ranges.floor(page);
    if (range == PageRanges.NONE || ranges.to(range) <= page) {
      return;
    }
    long to = ranges.to(range);
    if (ranges.from(range) < page) {
      ranges.moveTo(range, page);
      if (page + 1 < to) {
        ranges.add(page + 1, to);
      }
    } else if (page + 1 < to) {
      ranges.moveFrom(range, page + 1);
    } else {
      ranges.remove(page);
    }
  }

  /** Returns how many of these pages are in a set as well. */
  long alsoIn(PageSet pages) {
    long[] count = new long[1];
    pages.forEachRange((from, to) -> count[0] += between(from, to));
    return count[0];
  }

  private long between(long from, long to) {
    long count = 0;
    int range = ranges.floor(from);
    if (range == PageRanges.NONE) {
      range = ranges.higher(from);
    }
    while (range != PageRanges.NONE && ranges.from(range) < to) {
      count += Math.max(0, Math.min(to, ranges.to(range)) - Math.max(from, ranges.from(range)));
      range = ranges.higher(ranges.from(range));
    }
    return count;
  }
}
