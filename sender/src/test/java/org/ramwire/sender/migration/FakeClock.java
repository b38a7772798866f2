package org.ramwire.sender.migration;

import java.util.concurrent.TimeUnit;
import org.ramwire.sender.SenderClock;

/** A clock that stands still until it is moved or slept on. */
public final class FakeClock implements SenderClock {

  private long nanos = TimeUnit.SECONDS.toNanos(1);

  public void advanceMillis(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void sleepMillis(long millis) {
    advanceMillis(millis);
  }
}
