package org.ramwire.conformance.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void isTheMedian() {
    assertThat(Estimate.of(3, 1, 2).value()).isEqualTo(2);
    assertThat(Estimate.of(4, 1, 2, 3).value()).isEqualTo(2.5);
  }

  /** Of six samples the median lies outside with twice a half to the sixth. */
  @Test
  void hasTheConfidenceOfTheSigns() {
    Estimate six = Estimate.of(1, 2, 3, 4, 5, 6);
    assertThat(six.low()).isEqualTo(1);
    assertThat(six.high()).isEqualTo(6);
    assertThat(six.confidence()).isCloseTo(1 - 2 / 64.0, within(1e-12));
    Estimate nine = Estimate.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(nine.low()).isEqualTo(2);
    assertThat(nine.high()).isEqualTo(8);
    assertThat(nine.confidence()).isCloseTo(1 - 2 * (1 + 9) / 512.0, within(1e-12));
  }

  @Test
  void claimsNothingOfOneSample() {
    Estimate one = Estimate.of(7);
    assertThat(one).isEqualTo(new Estimate(7, 7, 7, 0, 1));
    assertThat(one.noise()).isZero();
  }

  /** The interval holds the true median as often as it says, of a skewed distribution too. */
  @Test
  void holdsTheMedianAsOftenAsItSays() {
    Random random = new Random(1);
    int inside = 0;
    int runs = 4000;
    double confidence = 0;
    for (int run = 0; run < runs; run++) {
      double[] samples = new double[11];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = Math.exp(2 * random.nextGaussian());
      }
      Estimate estimate = Estimate.of(samples);
      confidence = estimate.confidence();
      inside += estimate.low() <= 1 && estimate.high() >= 1 ? 1 : 0;
    }
    assertThat(confidence).isGreaterThanOrEqualTo(0.95);
    assertThat((double) inside / runs).isCloseTo(confidence, within(0.012));
  }
}
