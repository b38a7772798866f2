package org.ramwire.conformance.lab.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.report.SampleReports;

/**
 * Comparisons of runs that never were: the machine is up to a fifth faster or slower as a whole in
 * the second, each row is off by up to eight percent in both, and an encoder is fifteen percent
 * slower.
 */
class BenchComparisonPropertyTest {

  private static final int CORPORA = 14;
  private static final double NOISE = 0.08;

  private static BenchReport run(long seed, double machine, Map<String, Double> slow) {
    return SampleReports.run(
        new Random(seed), SampleReports.ENCODERS, CORPORA, machine, NOISE, slow);
  }

  private static boolean regression(BenchReport before, BenchReport after) {
    return BenchComparison.of(before, after, BenchComparison.DEFAULT_TOLERANCE).regression();
  }

  @Test
  void ofAHundredComparisonsOfOneBuildNextToNoneShowsADifference() {
    int changed = 0;
    for (int i = 0; i < 100; i++) {
      BenchComparison comparison =
          BenchComparison.of(
              run(2 * i, 1, Map.of()),
              run(2 * i + 1, 0.8 + 0.004 * i, Map.of()),
              BenchComparison.DEFAULT_TOLERANCE);
      changed += comparison.changed() ? 1 : 0;
    }
    assertThat(changed).isLessThanOrEqualTo(2);
  }

  @Test
  void ofAHundredEncodersThatAreFifteenPercentSlowerNextToAllAreFound() {
    int found = 0;
    for (int i = 0; i < 100; i++) {
      String name = SampleReports.ENCODERS.get(2 + i % 10);
      BenchComparison comparison =
          BenchComparison.of(
              run(1000 + 2 * i, 1, Map.of()),
              run(1001 + 2 * i, 0.8 + 0.004 * i, Map.of(name, 1.15)),
              BenchComparison.DEFAULT_TOLERANCE);
      found += comparison.text().contains("REGRESSION: " + name + " encodes ") ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(97);
  }

  @Property(tries = 100, seed = "12")
  void anEncoderThatIsFifteenPercentSlowerIsFoundOnAQuieterMachine(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.8, max = 1.2) double machine,
      @ForAll @IntRange(min = 2, max = 11) int encoder) {
    String name = SampleReports.ENCODERS.get(encoder);
    BenchReport before =
        SampleReports.run(
            new Random(seed), SampleReports.ENCODERS, CORPORA, 1, NOISE / 2, Map.of());
    BenchReport after =
        SampleReports.run(
            new Random(seed + 1),
            SampleReports.ENCODERS,
            CORPORA,
            machine,
            NOISE / 2,
            Map.of(name, 1.15));

    assertThat(regression(before, after)).isTrue();
  }

  /** Such an encoder is held against plain alone, whose noise adds to its own. */
  @Property(tries = 100, seed = "15")
  void oneAsFastAsCopyingIsFoundIfItIsAQuarterSlower(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.8, max = 1.2) double machine) {
    Map<String, Double> slow = Map.of("zero-aware", 1.25);

    assertThat(regression(run(seed, 1, Map.of()), run(seed + 1, machine, slow))).isTrue();
  }

  @Property(tries = 100, seed = "13")
  void aFamilyOfEncodersThatIsSlowerTogetherIsNotTakenForTheMachine(@ForAll long seed) {
    Map<String, Double> slow = Map.of("zstd-fast-5", 1.4, "zstd-1", 1.4, "zstd-3", 1.4);

    assertThat(regression(run(seed, 1, Map.of()), run(seed + 1, 1, slow))).isTrue();
  }

  @Property(tries = 100, seed = "14")
  void aFewCorporaRaiseNoFalseAlarm(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int corpora,
      @ForAll @IntRange(min = 1, max = 12) int encoders) {
    List<String> names = SampleReports.ENCODERS.subList(0, encoders);
    assertThat(
            regression(
                SampleReports.run(new Random(seed), names, corpora, 1, NOISE, Map.of()),
                SampleReports.run(new Random(seed + 1), names, corpora, 1.2, NOISE, Map.of())))
        .isFalse();
  }
}
