package org.ramwire.sender.migration;

import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.count.Counters;

/** The statistics of one moment. */
final class Snapshot {

  private Snapshot() {}

  static SenderStatistics of(Counters counters, int pageBytes, long cacheBytes) {
    return new SenderStatistics(
        pageBytes,
        counters.transferredBytes.value(),
        counters.remainingPages.value() * pageBytes,
        counters.totalBytes.value(),
        counters.duplicatePages.value(),
        0,
        counters.normalPages.value(),
        counters.compressedPages.value(),
        counters.iterations.value(),
        counters.xbzrleBytes.value(),
        counters.xbzrlePages.value(),
        counters.xbzrleCacheMisses.value(),
        counters.xbzrleCacheMissRate,
        counters.xbzrleOverflows.value(),
        cacheBytes,
        counters.dirtySyncCount.value(),
        counters.dirtyPagesRate.value(),
        (int) counters.throttlePercent.value());
  }
}
