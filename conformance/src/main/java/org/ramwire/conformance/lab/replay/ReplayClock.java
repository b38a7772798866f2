package org.ramwire.conformance.lab.replay;

import java.util.concurrent.TimeUnit;
import org.ramwire.sender.SenderClock;

/** A clock that stands still while a sender works, and moves while it waits. */
final class ReplayClock implements SenderClock {

  private long nanos;

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void sleepMillis(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
