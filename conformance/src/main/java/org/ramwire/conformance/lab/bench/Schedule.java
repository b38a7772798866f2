package org.ramwire.conformance.lab.bench;

/**
 * How many sweeps fit into a time, and how long each sample is.
 *
 * @param sweeps how many
 * @param sampleNanos how long a sample is at least; a pass that takes longer is one by itself
 */
record Schedule(int sweeps, long sampleNanos) {

  private static final long MIN_SAMPLE_NANOS = 1_000_000;

  /**
   * Fills a time: as many sweeps as it takes one pass of each cell for, and samples as long as they
   * can be then.
   *
   * @param leftNanos the time
   * @param passNanos what one pass of each cell takes
   * @param maxSweeps how many sweeps at most
   */
  static Schedule fill(long leftNanos, long[] passNanos, int maxSweeps) {
    int sweeps = maxSweeps;
    while (sweeps > Math.min(maxSweeps, BenchPlan.MIN_SWEEPS)
        && sweepNanos(passNanos, MIN_SAMPLE_NANOS) * sweeps > leftNanos / 2) {
      sweeps--;
    }
    long low = MIN_SAMPLE_NANOS;
    long high = Math.max(low, leftNanos / sweeps);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (sweepNanos(passNanos, middle) * sweeps <= leftNanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new Schedule(sweeps, low);
  }

  private static long sweepNanos(long[] passNanos, long sampleNanos) {
    long sum = 0;
    for (long pass : passNanos) {
      sum += Math.max(pass, sampleNanos);
    }
    return sum;
  }
}
