package org.ramwire.conformance.lab.replay;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ramwire.conformance.lab.seedbuild.CapturedSample;
import org.ramwire.sender.SenderClock;

/**
 * A clock that stands still but for syncs of the dirty log, which it puts so far apart that the
 * periods between them end where they ended in the capture.
 *
 * <p>Only what is measured from sync to sync goes by it: the sections are told by the capture.
 */
final class SeedClock implements SenderClock {

  private static final long PERIOD_MILLIS = 1000;

  private final List<CapturedSample> samples;
  private final Choices choices;
  private long nowMillis = 1;
  private long periodStartMillis = 1;

  SeedClock(List<CapturedSample> samples, Choices choices) {
    this.samples = samples;
    this.choices = choices;
  }

  /** Moves to where a sync is, the first of which is 1. */
  void moveToSync(long sync) {
    if (sync > 1 && endsPeriod(sync)) {
      nowMillis = periodStartMillis + PERIOD_MILLIS + 1;
      periodStartMillis = nowMillis;
    }
  }

  private boolean endsPeriod(long sync) {
    CapturedSample before = null;
    for (CapturedSample sample : samples) {
      if (sample.syncs() < sync) {
        before = sample;
      } else if (sample.syncs() == sync) {
        return sample.periodPages() == 0;
      } else {
        break;
      }
    }
    // Nobody looked between this sync and the next: the counters in the end tell.
    return before != null && choices.isOther();
  }

  @Override
  public long nanoTime() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  @Override
  public void sleepMillis(long millis) {
    throw new AssertionError("a replay never waits");
  }
}
