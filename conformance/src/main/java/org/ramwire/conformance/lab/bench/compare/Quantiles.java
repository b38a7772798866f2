package org.ramwire.conformance.lab.bench.compare;

/** How many standard errors an interval has to be wide on each side. */
final class Quantiles {

  private Quantiles() {}

  /**
   * Returns the normal distribution's, after Abramowitz and Stegun, 26.2.23; to three digits.
   *
   * @param above the probability above it, up to a half
   */
  static double normal(double above) {
    double t = Math.sqrt(-2 * Math.log(above));
    double over = 2.515517 + t * (0.802853 + t * 0.010328);
    double under = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
    return t - over / under;
  }

  /**
   * Returns Student's, by Fisher's expansion from the normal one (ibid., 26.7.5).
   *
   * @param above the probability above it, up to a half
   * @param freedom degrees of freedom, four at least for two digits
   */
  static double student(double above, double freedom) {
    double z = normal(above);
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * (3 + z2 * (16 + z2 * 5)) / 96;
    double third = z * (-15 + z2 * (17 + z2 * (19 + z2 * 3))) / 384;
    return z + (first + (second + third / freedom) / freedom) / freedom;
  }
}
