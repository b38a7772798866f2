package org.ramwire.sender;

import java.util.concurrent.TimeUnit;

/** The clock that a sender goes by: the machine's, or one that a test moves. */
public interface SenderClock {

  /** The machine's clock. */
  SenderClock SYSTEM =
      new SenderClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleepMillis(long millis) throws InterruptedException {
          TimeUnit.MILLISECONDS.sleep(millis);
        }
      };

  /**
   * Returns a time that only grows.
   *
   * @return nanoseconds from an arbitrary point
   */
  long nanoTime();

  /**
   * Waits.
   *
   * @param millis how long
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleepMillis(long millis) throws InterruptedException;

  /**
   * Returns the same time in milliseconds.
   *
   * @return milliseconds from the same point
   */
  default long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime());
  }
}
