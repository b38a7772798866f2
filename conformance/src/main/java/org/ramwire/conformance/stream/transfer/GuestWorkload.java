package org.ramwire.conformance.stream.transfer;

/**
 * How a built-in guest writes to its memory.
 *
 * @param bytesPerSecond pages touched a second, in bytes of memory; 0 for a guest that stands still
 * @param seconds how long; 0 until it is stopped
 * @param threads how many write, 1 to {@value #MAX_THREADS}
 * @param seed of what they write, and where
 */
public record GuestWorkload(long bytesPerSecond, long seconds, int threads, long seed) {

  /** The most threads that write. */
  public static final int MAX_THREADS = 64;

  /**
   * Checks the ranges.
   *
   * @param bytesPerSecond pages touched a second, in bytes of memory
   * @param seconds how long; 0 until it is stopped
   * @param threads how many write
   * @param seed of what they write, and where
   */
  public GuestWorkload {
    if (bytesPerSecond < 0 || seconds < 0) {
      throw new IllegalArgumentException(
          "bytesPerSecond, seconds: 0 or more, not " + bytesPerSecond + ", " + seconds);
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads: 1 to " + MAX_THREADS + ", not " + threads);
    }
  }
}
