package org.ramwire.conformance.lab.bench.compare;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;

/**
 * What has become of an encoder between two runs.
 *
 * @param encoder its name
 * @param pairs its rows on the same pages, with figures both times
 * @param encode of its time to encode; null if that cannot be said
 * @param decode of its time to decode; null if that cannot be said
 * @param breaks the corpora on which it had figures and fails now
 */
record EncoderChange(
    String encoder,
    List<TimeComparison.Pair> pairs,
    TimeComparison.@Nullable Change encode,
    TimeComparison.@Nullable Change decode,
    List<String> breaks) {

  /** So many bytes a page are not worth a word: JVMs differ in what they can do without. */
  private static final double ALLOCATION_BYTES = 64;

  private static final double ALLOCATION_SHARE = 0.1;

  private static final double BYTES_SHARE = 0.001;

  /**
   * Rows whose bytes are not the same: an encoder gives the same each time, so that is no noise.
   */
  List<TimeComparison.Pair> otherBytes() {
    return pairs.stream()
        .filter(
            pair -> pair.before().figures().payloadBytes() != pair.after().figures().payloadBytes())
        .toList();
  }

  /** How many times more bytes, the records' headers included: a geometric mean. */
  double bytes() {
    return Math.exp(
        pairs.stream()
            .mapToDouble(
                pair ->
                    Math.log(
                        wire(pair.after().figures().bytesPerPage())
                            / wire(pair.before().figures().bytesPerPage())))
            .average()
            .orElse(0));
  }

  private static double wire(double payload) {
    return payload + MigrationModel.HEADER_BYTES;
  }

  /** What a page allocated before; NaN if nobody can tell. */
  double allocatedBefore() {
    return allocated(TimeComparison.Pair::before);
  }

  /** What a page allocates now; NaN if nobody can tell. */
  double allocatedAfter() {
    return allocated(TimeComparison.Pair::after);
  }

  private double allocated(Function<TimeComparison.Pair, Row> which) {
    return pairs.stream()
        .mapToDouble(pair -> which.apply(pair).figures().allocatedBytes())
        .map(bytes -> bytes < 0 ? Double.NaN : bytes)
        .average()
        .orElse(Double.NaN);
  }

  boolean allocatesOtherwise() {
    double before = allocatedBefore();
    double difference = Math.abs(allocatedAfter() - before);
    return difference > ALLOCATION_BYTES && difference > ALLOCATION_SHARE * before;
  }

  boolean slower(TimeComparison.@Nullable Change change, double tolerance) {
    return change != null && change.beyondNoise() && change.times() > 1 + tolerance;
  }

  /** Bytes have no noise, and no tolerance: a thousandth more is for the versions of libraries. */
  boolean larger() {
    return bytes() > 1 + BYTES_SHARE;
  }

  boolean worse(double tolerance) {
    return slower(encode, tolerance) || slower(decode, tolerance) || larger() || !breaks.isEmpty();
  }

  /** Whether there is anything to tell. */
  boolean changed() {
    return encode != null && encode.beyondNoise()
        || decode != null && decode.beyondNoise()
        || !otherBytes().isEmpty()
        || allocatesOtherwise()
        || !breaks.isEmpty();
  }
}
