package org.ramwire.compression.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ramwire.compression.pipeline.SeedOrder.Page;
import org.ramwire.compression.pipeline.SeedOrder.Way;

/**
 * What the threads of the seed's build have done between two moments at which they held nothing:
 * the pages that came, and the order in which they were written. Pages are numbered from 1 in the
 * order of their coming.
 *
 * <p>The search goes backwards. At the end the places hold the pages that were written last, in the
 * order of the places. The page that came last stands in one of them: either it opened that place,
 * which then is the last one, or it took the place of the page that was written at that moment,
 * which is known. So there is seldom a choice. Not thread-safe; used once.
 */
final class SeedStretch {

  /** No ZERO record tells how many pages were held. */
  private static final int UNKNOWN = -1;

  private final int pages;

  /** The number of the page that was written as the n-th, from 1. */
  private final int[] written;

  /** How many pages were held after the n-th had come, where a ZERO record tells it. */
  private final int[] heldAfter;

  /** How many places there are. */
  private int held;

  /** The place, from 0, in which each page stands. */
  private final int[] placeOf;

  /** The moment that is looked at: this page has just come. */
  private int last;

  /** For each page, whether what is tried is that it opened its place. */
  private final boolean[] opened;

  /** For each page, whether nothing is left to be tried. */
  private final boolean[] decided;

  /** A sum over the places, to tell states apart. */
  private long sum;

  /** States from which there is no way to the beginning. */
  private final Set<Long> hopeless = new HashSet<>();

  private SeedStretch(int[] written, int[] heldAfter) {
    this.pages = written.length - 1;
    this.written = written;
    this.heldAfter = heldAfter;
    this.placeOf = new int[pages + 1];
    this.opened = new boolean[pages + 1];
    this.decided = new boolean[pages + 1];
  }

  /** Numbers the pages; null if they are not the same, or their ZERO records are out of order. */
  static @Nullable SeedStretch of(List<Page> submitted, List<Page> written) {
    Map<Page, Integer> numbers = new HashMap<>();
    for (Page page : submitted) {
      if (page.way() == Way.HELD && numbers.put(page, numbers.size() + 1) != null) {
        return null;
      }
    }
    int[] order = new int[numbers.size() + 1];
    int[] heldAfter = new int[numbers.size() + 1];
    Arrays.fill(heldAfter, UNKNOWN);
    int came = 0;
    int went = 0;
    int next = 0;
    for (Page page : written) {
      if (page.way() == Way.HELD) {
        Integer number = numbers.remove(page);
        if (number == null) {
          return null;
        }
        order[++went] = number;
        continue;
      }
      while (next < submitted.size() && submitted.get(next).way() == Way.HELD) {
        came++;
        next++;
      }
      if (next == submitted.size() || !submitted.get(next++).equals(page)) {
        return null;
      }
      boolean other = heldAfter[came] != UNKNOWN && heldAfter[came] != came - went;
      if (other || came < went) {
        return null;
      }
      heldAfter[came] = came - went;
    }
    return went == order.length - 1 ? new SeedStretch(order, heldAfter) : null;
  }

  boolean isPossible(int threads) {
    if (pages == 0) {
      return true;
    }
    for (int count = 1; count <= Math.min(threads, pages); count++) {
      if (endsWith(count)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether so many pages can have been held at the end. */
  private boolean endsWith(int count) {
    Arrays.fill(placeOf, UNKNOWN);
    held = count;
    sum = 0;
    for (int place = 0; place < count; place++) {
      put(place, written[pages - count + 1 + place]);
    }
    last = pages;
    boolean forwards = true;
    while (last > 0) {
      if (forwards) {
        forwards = stepBack();
      } else if (last == pages) {
        return false;
      } else {
        last++;
        forwards = tryTheOther();
      }
    }
    return true;
  }

  /** Undoes the coming of the last page by the first way that may be right; false if none is. */
  private boolean stepBack() {
    boolean known = heldAfter[last] != UNKNOWN;
    if (known && heldAfter[last] != held
        || placeOf[last] == UNKNOWN
        || hopeless.contains(state())) {
      return false;
    }
    boolean replaced = canHaveReplaced();
    boolean opening = canHaveOpened();
    if (!replaced && !opening) {
      return false;
    }
    decided[last] = !(replaced && opening);
    undo(!replaced);
    return true;
  }

  /** Takes back what was tried for the last page, and tries the other way if there is one. */
  private boolean tryTheOther() {
    redo();
    if (decided[last]) {
      hopeless.add(state());
      return false;
    }
    decided[last] = true;
    undo(true);
    return true;
  }

  private boolean canHaveOpened() {
    return placeOf[last] == held - 1 && (held > 1) == (last > 1);
  }

  private boolean canHaveReplaced() {
    int went = last - held;
    return went > 0 && written[went] < last;
  }

  private void undo(boolean asOpening) {
    opened[last] = asOpening;
    int place = placeOf[last];
    take(place, last);
    if (asOpening) {
      held--;
    } else {
      put(place, written[last - held]);
    }
    last--;
  }

  /** Does again what {@link #undo} has undone for the page that is the last now. */
  private void redo() {
    if (opened[last]) {
      put(held, last);
      held++;
    } else {
      int place = placeOf[written[last - held]];
      take(place, written[last - held]);
      put(place, last);
    }
  }

  private void put(int place, int page) {
    placeOf[page] = place;
    sum += mark(place, page);
  }

  private void take(int place, int page) {
    placeOf[page] = UNKNOWN;
    sum -= mark(place, page);
  }

  private static long mark(int place, int page) {
    long mixed = ((long) place << 32 | page) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    return mixed ^ mixed >>> 29;
  }

  private long state() {
    return sum + mark(held, last) * 0xA0761D6478BD642FL;
  }
}
