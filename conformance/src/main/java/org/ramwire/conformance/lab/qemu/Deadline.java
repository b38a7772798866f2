package org.ramwire.conformance.lab.qemu;

import java.time.Duration;

/** A point in time by which something must have happened. */
public final class Deadline {

  private static final int PAUSE_MILLIS = 10;

  private final long nanos;
  private final Duration allowed;

  private Deadline(Duration allowed) {
    this.nanos = System.nanoTime() + allowed.toNanos();
    this.allowed = allowed;
  }

  /**
   * Makes a deadline from now on.
   *
   * @param allowed how long from now
   * @return the deadline
   */
  public static Deadline in(Duration allowed) {
    return new Deadline(allowed);
  }

  /**
   * Tells whether the time is over.
   *
   * @return whether it is
   */
  public boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }

  /** Returns the milliseconds left, at least 1, as a selector takes 0 for ever. */
  long millisLeft() {
    return Math.max(1, (nanos - System.nanoTime()) / 1_000_000);
  }

  /**
   * Returns what was allowed, for messages.
   *
   * @return seconds or milliseconds with their unit
   */
  public String allowed() {
    return allowed.toMillis() % 1000 == 0 ? allowed.toSeconds() + " s" : allowed.toMillis() + " ms";
  }

  /**
   * Waits a moment before a further try.
   *
   * @throws CaptureException if the thread is interrupted
   */
  public static void pause() throws CaptureException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CaptureException("interrupted", e);
    }
  }
}
