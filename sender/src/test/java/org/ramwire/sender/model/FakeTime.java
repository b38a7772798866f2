package org.ramwire.sender.model;

import org.ramwire.sender.SenderClock;

/** A clock that only a test moves. */
final class FakeTime implements SenderClock {

  static final long START_NANOS = 1_000_300_000L;

  private long nanos = START_NANOS;

  void advanceMicros(long micros) {
    nanos += micros * 1000;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void sleepMillis(long millis) {
    throw new AssertionError("the test alone moves the clock");
  }
}
