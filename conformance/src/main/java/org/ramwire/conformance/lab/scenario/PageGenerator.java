package org.ramwire.conformance.lab.scenario;

/**
 * The numbers behind generated content: xorshift64*, one sequence for each page.
 *
 * <p>The state starts at {@code seed + 0x9e3779b97f4a7c15 * (pageIndex + 1)}, or at 1 where that is
 * zero. Each number takes {@code x ^= x >>> 12; x ^= x << 25; x ^= x >>> 27} and is {@code x *
 * 0x2545f4914f6cdd1d}, all in 64 bits.
 */
final class PageGenerator {

  private long state;

  PageGenerator(long seed, int pageIndex) {
    long start = seed + 0x9e3779b97f4a7c15L * (pageIndex + 1L);
    this.state = start == 0 ? 1 : start;
  }

  long next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return state * 0x2545f4914f6cdd1dL;
  }
}
