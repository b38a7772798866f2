package org.ramwire.conformance.lab.history;

/**
 * The numbers behind made-up pages: xorshift64*, started anew for each page.
 *
 * <p>The state starts at {@code seed + 0x9e3779b97f4a7c15 * (page + 1)}, or at 1 where that is
 * zero. Each number takes {@code x ^= x >>> 12; x ^= x << 25; x ^= x >>> 27} and is {@code x *
 * 0x2545f4914f6cdd1d}, all in 64 bits.
 */
final class Dice {

  private long state;

  Dice(long seed, int page) {
    long start = seed + 0x9e3779b97f4a7c15L * (page + 1L);
    this.state = start == 0 ? 1 : start;
  }

  private long next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * 0x2545f4914f6cdd1dL;
  }

  /** Returns a number from 0 to below a limit: the upper 31 bits of the next, modulo the limit. */
  int below(int limit) {
    return (int) (next() >>> 33) % limit;
  }

  /** Fills a range with the upper bytes of numbers, one number a byte. */
  void fill(byte[] page, int from, int to) {
    for (int at = from; at < to; at++) {
      page[at] = (byte) (next() >>> 56);
    }
  }
}
