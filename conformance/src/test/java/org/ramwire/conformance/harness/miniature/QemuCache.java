package org.ramwire.conformance.harness.miniature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Profile {@code qemu-identical}: what the cache for deltas holds. */
final class QemuCache {

  /** A page in its slot. */
  private record Entry(long number, byte[] content, int usedInRound) {}

  private final EncoderFault fault;
  private final int pageBytes;
  private final long slots;
  private final List<Long> firstNumbers = new ArrayList<>();
  private final Map<Long, Entry> entries = new HashMap<>();

  QemuCache(MiniatureEncoder.EncoderTask task, EncoderFault fault) {
    this.fault = fault;
    this.pageBytes = task.pageBytes;
    long pages = task.cacheBytes / pageBytes;
    this.slots = is(EncoderFault.CACHE_NOT_ROUNDED) ? pages : Long.highestOneBit(pages);
    long next = 0;
    for (long length : task.lengths) {
      firstNumbers.add(next);
      long unit = is(EncoderFault.CACHE_BLOCKS_ADJOIN) ? 1 : 64;
      next += (length / pageBytes + unit - 1) / unit * unit;
    }
  }

  private boolean is(EncoderFault one) {
    return fault == one;
  }

  private long number(int block, long offset) {
    return firstNumbers.get(block) + offset / pageBytes;
  }

  /** Returns what was stored of a page, or null; counts as a use. */
  byte[] find(int block, long offset, int round) {
    long number = number(block, offset);
    Entry entry = entries.get(number % slots);
    if (entry == null || entry.number() != number) {
      return null;
    }
    if (!is(EncoderFault.CACHE_LOOK_IS_NO_USE)) {
      entries.put(number % slots, new Entry(number, entry.content(), round));
    }
    return entry.content();
  }

  /** Stores a page, unless a younger one has its slot. */
  void store(int block, long offset, byte[] page, int round) {
    long number = number(block, offset);
    Entry entry = entries.get(number % slots);
    int kept = is(EncoderFault.CACHE_KEEPS_ONE_ROUND) ? 1 : 2;
    boolean other = entry != null && entry.number() != number;
    boolean young = other && round - entry.usedInRound() < kept;
    if (young && !is(EncoderFault.CACHE_EVICTS_AT_ONCE)
        || other && is(EncoderFault.CACHE_NEVER_EVICTS)) {
      return;
    }
    entries.put(number % slots, new Entry(number, page, round));
  }
}
