package org.ramwire.sender.migration;

import org.ramwire.sender.CpuThrottle;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.count.Counter;
import org.ramwire.sender.count.Counters;

/**
 * The slowing down of a guest that writes faster than its pages go: more after every third period
 * in which it dirtied more than half of what was sent.
 *
 * <p>Bad periods need not follow one another: a good one between them does not undo the count. Not
 * thread-safe.
 */
final class AutoConverge {

  private static final int PERIODS_BEFORE_THROTTLE = 2;

  private final CpuThrottle throttle;
  private final int initialPercent;
  private final int incrementPercent;
  private final Counter percent;
  private int badPeriods;

  AutoConverge(CpuThrottle throttle, SenderOptions options, Counters counters) {
    this.throttle = throttle;
    this.initialPercent = options.throttleInitialPercent();
    this.incrementPercent = options.throttleIncrementPercent();
    this.percent = counters.throttlePercent;
  }

  /** Judges a period; the first, before which no rate was known, does not count. */
  void periodEnded(boolean rateKnown, long dirtiedBytes, long sentBytes) {
    if (rateKnown && dirtiedBytes > sentBytes / 2 && badPeriods++ >= PERIODS_BEFORE_THROTTLE) {
      badPeriods = 0;
      int next = percent.value() == 0 ? initialPercent : (int) percent.value() + incrementPercent;
      slowDown(Math.min(next, SenderOptions.MAX_THROTTLE_PERCENT));
    }
  }

  /** Gives the guest all its time back. */
  void end() {
    if (percent.value() != 0) {
      slowDown(0);
    }
  }

  private void slowDown(int newPercent) {
    percent.set(newPercent);
    throttle.slowDown(newPercent);
  }
}
