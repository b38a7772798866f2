package org.ramwire.sender;

import java.util.concurrent.TimeUnit;

/** A clock that stands still until it is moved or slept on. */
final class FakeClock implements SenderClock {

  private long nanos = TimeUnit.SECONDS.toNanos(1);

  void advanceMillis(long millis) {
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
