package org.ramwire.conformance.lab.bench;

/**
 * How long and how often the benchmark measures.
 *
 * @param totalNanos how long the run lasts, proving and warming up included; it lasts longer where
 *     encoders are so slow that one pass for each sample takes more
 * @param maxSweeps how many samples each cell of encoder and history has at most; one sweep goes
 *     over all of them, so that the samples of each are spread over the whole run
 * @param warmUpNanos how long each cell runs before the first sample, at most
 * @param scalingNanos how long each number of threads is measured; 0 for not at all
 * @param limitNanos how long a step may take before its encoder is given up, beside 20 ms for each
 *     page of the longest history
 */
public record BenchPlan(
    long totalNanos, int maxSweeps, long warmUpNanos, long scalingNanos, long limitNanos) {

  /** Fewer samples than these say little about noise. */
  static final int MIN_SWEEPS = 5;

  private static final int MAX_SWEEPS = 15;
  private static final long LIMIT_NANOS = 20_000_000_000L;
  private static final double WARM_UP_SHARE = 0.2;
  private static final double SCALING_SHARE = 0.06;
  private static final double MIN_SCALING_SECONDS = 0.05;

  /**
   * Plans a run of a total length.
   *
   * @param cells how many pairs of encoder and history there are
   * @param encoders how many encoders there are
   * @param seconds how long it may take
   * @return a fifth of the time is for warming up, a little for threads, the rest for samples
   */
  public static BenchPlan lasting(int cells, int encoders, double seconds) {
    double scaling = SCALING_SHARE * seconds / encoders;
    return new BenchPlan(
        (long) (1e9 * seconds),
        MAX_SWEEPS,
        (long) (1e9 * WARM_UP_SHARE * seconds / cells),
        // In less, starting threads is all that is seen.
        scaling < MIN_SCALING_SECONDS ? 0 : (long) (1e9 * scaling),
        LIMIT_NANOS);
  }
}
