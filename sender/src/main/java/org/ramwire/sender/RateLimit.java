package org.ramwire.sender;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.ramwire.codec.StreamOutput;

/**
 * The limit on what goes in a window of {@value #WINDOW_MILLIS} ms: a tenth of the bandwidth.
 * Everything that is written to the output counts, heads of sections too.
 *
 * <p>A window has room until more than the limit has gone: it may be passed by one record. A limit
 * of zero is none. The sender's thread uses it; any thread may change the bandwidth, which counts
 * at once.
 */
public final class RateLimit {

  /** How long a window is. */
  public static final long WINDOW_MILLIS = 100;

  private static final long WINDOWS_A_SECOND = 10;
  private static final long NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final StreamOutput output;
  private final SenderClock clock;
  private volatile long bandwidth;
  private long windowStartNanos;
  private long windowStartOffset;

  /** Bytes a millisecond in the last window. */
  private double measuredBytesPerMilli;

  RateLimit(StreamOutput output, SenderClock clock, long bandwidth) {
    this.output = output;
    this.clock = clock;
    this.bandwidth = bandwidth;
    this.windowStartNanos = clock.nanoTime();
    this.windowStartOffset = output.offset();
  }

  /**
   * Changes the bandwidth.
   *
   * @param bytesPerSecond 0 or more; below 10 is no limit
   */
  public void bandwidth(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "maxBandwidth: 0 to " + Long.MAX_VALUE + ", not " + bytesPerSecond);
    }
    bandwidth = bytesPerSecond;
  }

  /**
   * Tells whether the window is full.
   *
   * @return true if more than the limit has gone in it
   */
  public boolean exceeded() {
    long limit = bandwidth / WINDOWS_A_SECOND;
    return limit > 0 && output.offset() - windowStartOffset > limit;
  }

  /**
   * Opens the next window if this one's time is over.
   *
   * @return true if it was
   */
  public boolean turnWindow() {
    long now = clock.nanoTime();
    long elapsedMillis = (now - windowStartNanos) / NANOS_A_MILLI;
    if (elapsedMillis < WINDOW_MILLIS) {
      return false;
    }
    measuredBytesPerMilli = (double) (output.offset() - windowStartOffset) / elapsedMillis;
    windowStartNanos = now;
    windowStartOffset = output.offset();
    return true;
  }

  /**
   * Waits until the window has room.
   *
   * @throws InterruptedIOException if the thread is interrupted meanwhile
   */
  public void awaitRoom() throws InterruptedIOException {
    turnWindow();
    while (exceeded()) {
      long leftMillis = WINDOW_MILLIS - (clock.nanoTime() - windowStartNanos) / NANOS_A_MILLI;
      try {
        clock.sleepMillis(Math.max(1, leftMillis));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the rate limit was waited for");
      }
      turnWindow();
    }
  }

  /**
   * Returns how fast the last window was.
   *
   * @return bytes a millisecond; 0 before the first window's end
   */
  public double measuredBytesPerMilli() {
    return measuredBytesPerMilli;
  }
}
