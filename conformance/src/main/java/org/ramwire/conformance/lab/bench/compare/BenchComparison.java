package org.ramwire.conformance.lab.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.report.BenchTable;

/**
 * What has changed beyond noise between two runs of the benchmark, and whether it is a regression.
 *
 * <p>Rows are compared if encoder, corpus, page size and the corpus' fingerprint are the same. A
 * machine that is slower as a whole is no change: see {@link TimeComparison}. An encoder is a
 * regression if encoding or decoding takes longer by more than the tolerance and than noise, or
 * gives more bytes by more than the tolerance, over its corpora; or if it fails where it did not.
 * What it allocates is told, and no regression.
 */
public final class BenchComparison {

  /**
   * Percent. With twelve encoders on fourteen corpora, rows that are off by up to 8 % in both runs,
   * and a machine that is up to 20 % slower as a whole, three comparisons of the same build in a
   * thousand show a difference, and an encoder that is 15 % slower is found 99 times in a hundred;
   * one that is as fast as copying 90 times, and always if it is 25 % slower. With six encoders or
   * eight corpora, 15 % are found nine times in ten; with fewer, or on a machine that is busier,
   * only what is worse.
   */
  public static final double DEFAULT_TOLERANCE = 7;

  final BenchReport before;
  final BenchReport after;
  final double tolerance;
  final TimeComparison encode;
  final TimeComparison decode;
  final List<EncoderChange> changes = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final int pairs;

  /** Whether something of the first run is not in the second, so that nobody can tell. */
  final boolean missing;

  private BenchComparison(BenchReport before, BenchReport after, double tolerancePercent) {
    this.before = before;
    this.after = after;
    this.tolerance = tolerancePercent / 100;
    Map<String, List<TimeComparison.Pair>> both = new LinkedHashMap<>();
    Map<String, List<String>> breaks = new LinkedHashMap<>();
    missing = new RowPairs(before, after, both, breaks, notes).find();
    pairs = both.values().stream().mapToInt(List::size).sum();
    encode = new TimeComparison(both, Row.Figures::encodeNanos);
    decode = new TimeComparison(both, Row.Figures::decodeNanos);
    Stream.concat(both.keySet().stream(), breaks.keySet().stream())
        .distinct()
        .map(
            encoder ->
                new EncoderChange(
                    encoder,
                    both.getOrDefault(encoder, List.of()),
                    encode.change(encoder),
                    decode.change(encoder),
                    breaks.getOrDefault(encoder, List.of())))
        .forEach(changes::add);
    noteMachines();
  }

  /**
   * Compares two runs.
   *
   * @param before the first
   * @param after the second
   * @param tolerancePercent by how much an encoder may be worse, 0 or more
   * @return what has changed
   */
  public static BenchComparison of(BenchReport before, BenchReport after, double tolerancePercent) {
    return new BenchComparison(before, after, tolerancePercent);
  }

  /**
   * Tells whether an encoder is worse beyond tolerance and noise, fails now, or is missing now.
   *
   * @return true if a build should stop
   */
  public boolean regression() {
    return missing || changes.stream().anyMatch(change -> change.worse(tolerance));
  }

  /**
   * Tells whether anything is other than before, beyond noise.
   *
   * @return true if {@link #text} names a change
   */
  public boolean changed() {
    return changes.stream().anyMatch(EncoderChange::changed);
  }

  /**
   * Tells how many rows could be compared.
   *
   * @return pairs of rows with figures on the same pages
   */
  public int compared() {
    return pairs;
  }

  /**
   * Writes the comparison for people.
   *
   * @return lines of at most {@value BenchTable#WIDTH} characters, each ended
   */
  public String text() {
    return new ComparisonText(this).write();
  }

  /**
   * Writes the comparison for programs.
   *
   * @return one JSON object, as {@code schemas/bench-comparison.schema.json} describes it
   */
  public String json() {
    return ComparisonJson.text(this);
  }

  private void noteMachines() {
    noteUnequal("processor", before.machine().processor(), after.machine().processor());
    noteUnequal("system", before.machine().system(), after.machine().system());
    noteUnequal("java", before.machine().java(), after.machine().java());
    noteUnequal("mode", "" + before.mode(), "" + after.mode());
    noteUnequal("libraries", libraries(before), libraries(after));
  }

  private static String libraries(BenchReport report) {
    return report.machine().libraries().entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining("; "));
  }

  private void noteUnequal(String what, String first, String second) {
    if (!Objects.equals(first, second)) {
      notes.add("The runs differ in " + what + ": " + first + ", and then " + second);
    }
  }
}
