package org.ramwire.conformance.lab.bench.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.Row;

/**
 * What has become of the times of encoding, or of decoding, between two runs.
 *
 * <p>All is done with logarithms. An encoder's change is the mean over its corpora of the logarithm
 * of time after by time before, without the change that all encoders have in common, which is the
 * machine's: the median of the encoders'. Memory may change otherwise than the rest of a machine:
 * {@value #YARDSTICK}, which does nothing but copy, shows how, and is no encoder to be judged. Its
 * further change is left out, too, of each encoder in the share that copying has in its time.
 *
 * <p>The standard error comes from three sources. Its corpora differ: their spread is taken
 * together with that of the other encoders, since a few corpora alone tell little of it; with fewer
 * than five corpora, the intervals of its rows count if they are wider. The encoders differ among
 * one another although nothing was changed, because a JVM does not compile the same code alike in
 * two runs: the median of their distances, and one percent at least. And the common change is
 * itself uncertain.
 *
 * <p>The interval is wide enough that, of a hundred comparisons of all encoders without a change,
 * no more than about three show any.
 */
final class TimeComparison {

  /** The encoder that only copies. */
  static final String YARDSTICK = "plain";

  private static final double WRONG = 0.03;
  private static final int MEASURES = 2;
  private static final int LEAST_ENCODERS = 3;
  private static final int LEAST_CORPORA = 5;

  /** So many corpora's worth an encoder's spread is drawn to that of the others. */
  private static final double SHARED_FREEDOM = 20;

  private static final double UNKNOWN_DEVIATION = 0.1;
  private static final double LEAST_DEVIATION = 0.01;
  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final double MEDIAN_TO_MEAN = Math.PI / 2;

  /** By so much a machine may change as a whole, where nothing else shows whether it did. */
  private static final double MACHINE = Math.log(1.25);

  /** How the machine's change was found. */
  enum Basis {
    /** The median of the encoders' changes. */
    MEDIAN,
    /** The change of {@value #YARDSTICK}. */
    YARDSTICK,
    /** Not at all: nothing but the encoders in question was measured. */
    NONE
  }

  /**
   * An encoder's change.
   *
   * @param times time after by time before, the machine's change left out
   * @param noise by which share of it noise may change it, for example 0.05
   */
  record Change(double times, double noise) {

    boolean beyondNoise() {
      return Math.abs(Math.log(times)) > Math.log1p(noise);
    }
  }

  /** Rows of an encoder before and after. */
  record Pair(Row before, Row after) {}

  private final Map<String, double[]> logs = new LinkedHashMap<>();
  private final Map<String, Double> rowVariance = new LinkedHashMap<>();
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Map<String, Double> times = new LinkedHashMap<>();
  private final List<String> judged;
  private final Basis basis;
  private final double machine;
  private final double copying;

  TimeComparison(Map<String, List<Pair>> pairs, Function<Row.Figures, @Nullable Estimate> time) {
    pairs.forEach((encoder, rows) -> take(encoder, rows, time));
    boolean yardstick = logs.size() > 1 && logs.containsKey(YARDSTICK);
    judged = logs.keySet().stream().filter(name -> !yardstick || !name.equals(YARDSTICK)).toList();
    if (judged.size() >= LEAST_ENCODERS) {
      basis = Basis.MEDIAN;
      machine = median(judged.stream().mapToDouble(name -> mean(logs.get(name))).toArray());
    } else if (yardstick) {
      basis = Basis.YARDSTICK;
      machine = mean(logs.get(YARDSTICK));
    } else {
      basis = Basis.NONE;
      machine = 0;
    }
    copying = yardstick ? mean(logs.get(YARDSTICK)) - machine : 0;
    judge();
  }

  Basis basis() {
    return basis;
  }

  /** Returns how many times longer everything took; 1 if nobody can tell. */
  double machine() {
    return Math.exp(machine);
  }

  /**
   * Returns an encoder's change, or null if it is the yardstick or its times cannot be compared.
   */
  @Nullable Change change(String encoder) {
    return changes.get(encoder);
  }

  /** Returns how many encoders are judged. */
  int judged() {
    return judged.size();
  }

  private void take(
      String encoder, List<Pair> rows, Function<Row.Figures, @Nullable Estimate> time) {
    double[] found = new double[rows.size()];
    double variance = 0;
    double total = 0;
    int count = 0;
    for (Pair pair : rows) {
      Estimate before = time.apply(pair.before().figures());
      Estimate after = time.apply(pair.after().figures());
      if (before != null && after != null && before.value() > 0 && after.value() > 0) {
        found[count++] = Math.log(after.value() / before.value());
        variance += variance(before) + variance(after);
        total += before.value();
      }
    }
    if (count > 0) {
      logs.put(encoder, Arrays.copyOf(found, count));
      rowVariance.put(encoder, variance / count / count);
      times.put(encoder, total / count);
    }
  }

  /** The variance of a median, from its interval. */
  private static double variance(Estimate estimate) {
    if (estimate.confidence() <= 0 || estimate.low() <= 0) {
      return UNKNOWN_DEVIATION * UNKNOWN_DEVIATION;
    }
    double half = Math.log(estimate.high() / estimate.low()) / 2;
    double deviation = half / Quantiles.normal((1 - estimate.confidence()) / 2);
    return deviation * deviation;
  }

  private void judge() {
    Map<String, Double> variances = new LinkedHashMap<>();
    logs.keySet().forEach(encoder -> variances.put(encoder, meanVariance(encoder)));
    double among = varianceAmong(variances);
    for (String encoder : judged) {
      double own = variances.get(encoder) + among;
      double share = copyingShare(encoder);
      double common =
          switch (basis) {
            case MEDIAN -> MEDIAN_TO_MEAN * own / judged.size();
            case YARDSTICK -> variances.get(YARDSTICK) + among;
            case NONE -> 0;
          };
      double copied = copying == 0 ? 0 : share * share * (variances.get(YARDSTICK) + among);
      double errors = Quantiles.student(WRONG / 2 / MEASURES / judged.size(), freedom(encoder));
      double noise =
          errors * Math.sqrt(own + common + copied) + (basis == Basis.NONE ? MACHINE : 0);
      changes.put(encoder, new Change(Math.exp(distance(encoder)), Math.expm1(noise)));
    }
  }

  /** What is left of an encoder's change without the machine's. */
  private double distance(String encoder) {
    return mean(logs.get(encoder)) - machine - copyingShare(encoder) * copying;
  }

  private double copyingShare(String encoder) {
    return copying == 0 ? 0 : Math.min(1, times.get(YARDSTICK) / times.get(encoder));
  }

  /** The variance of the mean over an encoder's corpora. */
  private double meanVariance(String encoder) {
    double[] values = logs.get(encoder);
    double shared = sharedFreedom(encoder);
    double sum = squares(values);
    if (shared > 0) {
      sum += shared * sharedVariance();
    }
    double freedom = shared + values.length - 1;
    double spread = freedom == 0 ? 0 : sum / freedom / values.length;
    return values.length < LEAST_CORPORA ? Math.max(spread, rowVariance.get(encoder)) : spread;
  }

  private double freedom(String encoder) {
    return Math.max(6, sharedFreedom(encoder) + logs.get(encoder).length - 1);
  }

  private double sharedFreedom(String encoder) {
    int others =
        logs.entrySet().stream()
            .filter(one -> !one.getKey().equals(encoder))
            .mapToInt(one -> one.getValue().length - 1)
            .sum();
    return Math.min(SHARED_FREEDOM, others);
  }

  /** The median of the encoders' spreads. */
  private double sharedVariance() {
    return median(
        logs.values().stream()
            .filter(values -> values.length > 1)
            .mapToDouble(values -> squares(values) / (values.length - 1))
            .toArray());
  }

  /** By how much encoders differ among one another beyond what their corpora make them differ. */
  private double varianceAmong(Map<String, Double> variances) {
    double least = LEAST_DEVIATION * LEAST_DEVIATION;
    if (basis != Basis.MEDIAN) {
      return least;
    }
    double deviation =
        MAD_TO_DEVIATION
            * median(judged.stream().mapToDouble(name -> Math.abs(distance(name))).toArray());
    double within = median(judged.stream().mapToDouble(variances::get).toArray());
    // The deviation of a few encoders is itself uncertain: what may be chance is not counted.
    double chance = within * (1 + 5 / Math.sqrt(judged.size()));
    return Math.max(least, deviation * deviation - chance);
  }

  private static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double median(double[] values) {
    return Estimate.of(values).value();
  }
}
