package org.ramwire.sender;

/** A sender's live counters: the sender's thread changes them, any thread reads them. */
final class Counters {

  final Counter transferredBytes = new Counter();
  final Counter remainingPages = new Counter();
  final Counter totalBytes = new Counter();
  final Counter duplicatePages = new Counter();
  final Counter normalPages = new Counter();
  final Counter compressedPages = new Counter();
  final Counter iterations = new Counter();
  final Counter xbzrleBytes = new Counter();
  final Counter xbzrlePages = new Counter();
  final Counter xbzrleCacheMisses = new Counter();
  final Counter xbzrleOverflows = new Counter();
  final Counter dirtySyncCount = new Counter();
  final Counter dirtyPagesRate = new Counter();
  final Counter throttlePercent = new Counter();

  /** Misses in a page searched for, over the last period; 0 before the first. */
  volatile double xbzrleCacheMissRate;

  SenderStatistics snapshot(int pageBytes, long cacheBytes) {
    return new SenderStatistics(
        pageBytes,
        transferredBytes.value(),
        remainingPages.value() * pageBytes,
        totalBytes.value(),
        duplicatePages.value(),
        0,
        normalPages.value(),
        compressedPages.value(),
        iterations.value(),
        xbzrleBytes.value(),
        xbzrlePages.value(),
        xbzrleCacheMisses.value(),
        xbzrleCacheMissRate,
        xbzrleOverflows.value(),
        cacheBytes,
        dirtySyncCount.value(),
        dirtyPagesRate.value(),
        (int) throttlePercent.value());
  }
}
