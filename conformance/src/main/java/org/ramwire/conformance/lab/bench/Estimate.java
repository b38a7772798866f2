package org.ramwire.conformance.lab.bench;

import java.util.Arrays;

/**
 * A measured figure: the median of independent samples, and an interval in which the true median
 * lies with a stated confidence, whatever the distribution.
 *
 * @param value the median
 * @param low lower end of the interval
 * @param high upper end
 * @param confidence from 0 to below 1; 0 if there is one sample only
 * @param samples how many there were
 */
public record Estimate(double value, double low, double high, double confidence, int samples) {

  private static final double WANTED_CONFIDENCE = 0.95;

  /**
   * Estimates from samples, by their order alone: the interval is the narrowest pair of samples,
   * the k-th smallest and the k-th largest, between which the median lies with 95 % or, of few
   * samples, the widest pair.
   *
   * @param samples one or more
   * @return the estimate
   */
  public static Estimate of(double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double value =
        count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
    int cut = 0;
    while (cut + 1 < (count + 1) / 2 && confidence(count, cut + 1) >= WANTED_CONFIDENCE) {
      cut++;
    }
    return new Estimate(
        value, sorted[cut], sorted[count - 1 - cut], Math.max(0, confidence(count, cut)), count);
  }

  /**
   * The confidence that the median lies inside when the cut outermost on each side are left out.
   */
  private static double confidence(int count, int cut) {
    double outside = 0;
    double term = Math.pow(0.5, count);
    for (int k = 0; k <= cut; k++) {
      outside += term;
      term = term * (count - k) / (k + 1);
    }
    return 1 - 2 * outside;
  }

  /**
   * Returns the half width of the interval in relation to the value.
   *
   * @return for example 0.03 for three percent
   */
  public double noise() {
    return value == 0 ? 0 : (high - low) / 2 / value;
  }
}
