package org.ramwire.conformance.lab.bench;

/**
 * How long and how often the benchmark measures.
 *
 * @param sweeps how many samples each cell of encoder and history has; one sweep goes over all of
 *     them, so that the samples of each are spread over the whole run
 * @param warmUpNanos how long each cell runs before the first sample, at most
 * @param sampleNanos how long each sample takes at least, encoding and decoding together
 * @param scalingNanos how long each number of threads is measured; 0 for not at all
 * @param limitNanos how long a step may take before its encoder is given up, beside 20 ms for each
 *     page of the longest history
 */
public record BenchPlan(
    int sweeps, long warmUpNanos, long sampleNanos, long scalingNanos, long limitNanos) {

  private static final long MILLI = 1_000_000;

  /**
   * Plans a run of a total length.
   *
   * @param cells how many pairs of encoder and history there are
   * @param encoders how many encoders there are
   * @param seconds how long it may take, about
   * @return eleven sweeps; a quarter of the time is for warming up
   */
  public static BenchPlan lasting(int cells, int encoders, double seconds) {
    int sweeps = 11;
    double scaling = 0.06 * seconds / encoders;
    double cell = 0.94 * seconds / cells;
    return new BenchPlan(
        sweeps,
        (long) (0.25e9 * cell),
        (long) (0.75e9 * cell / sweeps),
        // In less, starting threads is all that is seen.
        scaling < 0.05 ? 0 : (long) (1e9 * scaling),
        20_000 * MILLI);
  }
}
