package org.ramwire.sender.migration;

import java.io.InterruptedIOException;
import org.ramwire.codec.StreamOutput;
import org.ramwire.sender.SenderClock;

/**
 * The limit on what goes in a window of {@value #WINDOW_MILLIS} ms: a tenth of the bandwidth.
 * Everything that is written to the output counts, heads of sections too.
 *
 * <p>What a hook's transport moves beside the output counts in the measured bandwidth, not against
 * the limit: the transport is not paced by it.
 *
 * <p>A window has room until more than the limit has gone: it may be passed by one record. A limit
 * of zero is none. The sender's thread uses it; any thread may change the bandwidth, which counts
 * at once.
 */
public final class RateLimit {

  /** How long a window is. */
  public static final long WINDOW_MILLIS = 100;

  private static final long WINDOWS_A_SECOND = 10;

  /**
   * The least that a limit is: the head of a PART. With less no page would ever go, as in QEMU 7.2
   * below 50 bytes a second (ERR-039).
   */
  private static final long LEAST_BYTES = 1 + Integer.BYTES;

  private final StreamOutput output;
  private final SenderClock clock;
  private volatile long bandwidth;
  private long windowStartMillis;
  private long windowStartOffset;

  /** Bytes that went beside the output in this window. */
  private long besideBytes;

  /** Bytes a millisecond in the last window. */
  private double measuredBytesPerMilli;

  RateLimit(StreamOutput output, SenderClock clock, long bandwidth) {
    this.output = output;
    this.clock = clock;
    this.bandwidth = bandwidth;
    this.windowStartMillis = clock.millis();
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

  /** Counts bytes that a transport has moved beside the output. */
  void movedBeside(long bytes) {
    besideBytes += bytes;
  }

  /**
   * Tells whether the window is full.
   *
   * @return true if more than the limit has gone in it
   */
  public boolean exceeded() {
    long limit = bandwidth / WINDOWS_A_SECOND;
    return limit > 0 && output.offset() - windowStartOffset > Math.max(limit, LEAST_BYTES);
  }

  /**
   * Opens the next window if this one's time is over.
   *
   * @return true if it was
   */
  public boolean turnWindow() {
    long now = clock.millis();
    long elapsedMillis = now - windowStartMillis;
    if (elapsedMillis < WINDOW_MILLIS) {
      return false;
    }
    long bytes = output.offset() - windowStartOffset + besideBytes;
    measuredBytesPerMilli = (double) bytes / elapsedMillis;
    besideBytes = 0;
    windowStartMillis = now;
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
      long leftMillis = WINDOW_MILLIS - (clock.millis() - windowStartMillis);
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
