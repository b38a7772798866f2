package org.ramwire.sender.migration;

import org.jspecify.annotations.Nullable;
import org.ramwire.sender.SenderClock;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.count.Counters;

/**
 * What is measured from sync to sync of the dirty log, over periods of more than a second: the rate
 * of dirtied pages, the rate of cache misses, and whether the guest is to be slowed down. Not
 * thread-safe.
 */
final class SyncPeriods {

  private static final long PERIOD_MILLIS = 1000;

  private final SenderClock clock;
  private final Counters counters;
  private final int pageBytes;
  private final boolean xbzrle;

  /** Null if the guest is never slowed down. */
  private final @Nullable AutoConverge autoConverge;

  private boolean started;
  private long startMillis;
  private long sentBytesBefore;
  private long dirtiedPages;
  private long missesBefore;
  private long iterationsBefore;

  SyncPeriods(
      SenderClock clock, SenderOptions options, Counters counters, AutoConverge autoConverge) {
    this.clock = clock;
    this.counters = counters;
    this.pageBytes = options.pageSize().bytes();
    this.xbzrle = options.xbzrle();
    this.autoConverge = options.autoConverge() ? autoConverge : null;
  }

  /** Takes note that a sync begins. */
  void syncBegins() {
    counters.dirtySyncCount.add(1);
    if (sentBytesBefore == 0) {
      sentBytesBefore = counters.transferredBytes.value();
    }
    if (!started) {
      started = true;
      startMillis = clock.millis();
    }
  }

  /** Takes note of a sync's result, and ends the period if it has been long enough. */
  void syncEnded(long newlyDirtyPages) {
    dirtiedPages += newlyDirtyPages;
    long now = clock.millis();
    if (now - startMillis <= PERIOD_MILLIS) {
      return;
    }
    if (autoConverge != null) {
      long sentBytes = counters.transferredBytes.value();
      autoConverge.periodEnded(
          counters.dirtyPagesRate.value() != 0,
          dirtiedPages * pageBytes,
          sentBytes - sentBytesBefore);
      sentBytesBefore = sentBytes;
    }
    if (xbzrle) {
      measureMisses();
    }
    counters.dirtyPagesRate.set(dirtiedPages * PERIOD_MILLIS / (now - startMillis));
    startMillis = now;
    dirtiedPages = 0;
  }

  private void measureMisses() {
    long misses = counters.xbzrleCacheMisses.value();
    long iterations = counters.iterations.value();
    // No page since the last period: no rate, and above all no division by zero.
    if (iterations != iterationsBefore) {
      counters.xbzrleCacheMissRate =
          (double) (misses - missesBefore) / (iterations - iterationsBefore);
    }
    iterationsBefore = iterations;
    missesBefore = misses;
  }
}
