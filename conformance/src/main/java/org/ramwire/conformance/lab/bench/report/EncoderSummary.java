package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.bench.EncoderKind;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;

/**
 * An encoder over all corpora on which it has figures.
 *
 * @param encoder its name
 * @param measured its rows with figures
 * @param failed its rows with faults
 */
record EncoderSummary(String encoder, List<Row> measured, List<Row> failed) {

  private static final int MIXED_PAGES = 1 << 20;

  /** Groups rows by encoder, in the order in which each comes first. */
  static List<EncoderSummary> of(List<Row> rows) {
    Map<String, EncoderSummary> found = new LinkedHashMap<>();
    for (Row row : rows) {
      EncoderSummary one =
          found.computeIfAbsent(
              row.encoder(),
              name -> new EncoderSummary(name, new ArrayList<>(), new ArrayList<>()));
      (row.figures() == null ? one.failed : one.measured).add(row);
    }
    return List.copyOf(found.values());
  }

  boolean complete() {
    return failed.isEmpty() && !measured.isEmpty();
  }

  EncoderKind kind() {
    return measured.get(0).kind();
  }

  /**
   * Returns the geometric mean of the ratios. Where nothing comes out, a record's header goes over
   * the wire all the same, so that a ratio above a page by its header counts as that.
   */
  double ratio() {
    return mean(f -> Math.min(f.ratio(), (double) f.pageBytes() / MigrationModel.HEADER_BYTES));
  }

  /** Returns the geometric mean of encoding's throughput, bytes a second. */
  double encodeBytesPerSecond() {
    return mean(f -> f.bytesPerSecond(f.encodeNanos().value()));
  }

  /** Returns the lower end: the mean of the intervals' lower ends. */
  double encodeLow() {
    return mean(f -> f.bytesPerSecond(f.encodeNanos().high()));
  }

  /** Returns the upper end. */
  double encodeHigh() {
    return mean(f -> f.bytesPerSecond(f.encodeNanos().low()));
  }

  /** Returns the geometric mean of decoding's throughput, bytes a second; NaN if unknown. */
  double decodeBytesPerSecond() {
    return mean(Row.Figures::decodeBytesPerSecond);
  }

  /** Returns what the median row's interval is wide, half of it, in relation; NaN if unknown. */
  static double noise(List<Row> rows, Function<Row.Figures, @Nullable Estimate> figure) {
    double[] sorted =
        rows.stream()
            .map(row -> figure.apply(row.figures()))
            .filter(one -> one != null && one.samples() > 1)
            .mapToDouble(Estimate::noise)
            .sorted()
            .toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** Returns the share of all pages that stay plain. */
  double plainShare() {
    return average(Row.Figures::plainShare);
  }

  /** Returns bytes that encoding a page allocates; NaN if nobody can tell. */
  double allocatedBytes() {
    return measured.stream().anyMatch(row -> row.figures().allocatedBytes() < 0)
        ? Double.NaN
        : average(Row.Figures::allocatedBytes);
  }

  /** Returns the largest number of threads that was measured on every row; 0 if none was. */
  int threads() {
    return measured.stream()
        .mapToInt(
            row -> row.figures().scaling().stream().mapToInt(Row.Scaling::threads).max().orElse(0))
        .filter(threads -> threads > 1)
        .min()
        .orElse(0);
  }

  /** Returns how many times faster that many threads are than one, where both were measured. */
  double speedup(int threads) {
    return mean(f -> pagesPerSecond(f, threads) / pagesPerSecond(f, 1), f -> scales(f, threads));
  }

  private static boolean scales(Row.Figures figures, int threads) {
    return Double.isFinite(pagesPerSecond(figures, threads));
  }

  private static double pagesPerSecond(Row.Figures figures, int threads) {
    return figures.scaling().stream()
        .filter(one -> one.threads() == threads)
        .mapToDouble(Row.Scaling::pagesPerSecond)
        .findFirst()
        .orElse(threads == 1 ? 1e9 / figures.encodeNanos().value() : Double.NaN);
  }

  /**
   * Foretells a migration of a guest whose pages are of all corpora in equal parts.
   *
   * @return empty if there are no figures
   */
  Optional<MigrationModel.Forecast> forecast(MigrationModel model, double linkBitsPerSecond) {
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(model.forecast(mixture(), kind(), linkBitsPerSecond));
  }

  private Row.Figures mixture() {
    int pageBytes = measured.get(0).figures().pageBytes();
    double payload = average(f -> f.bytesPerPage() * pageBytes / f.pageBytes());
    return new Row.Figures(
        MIXED_PAGES,
        pageBytes,
        Math.round(payload * MIXED_PAGES),
        (int) Math.round(plainShare() * MIXED_PAGES),
        exact(average(f -> f.encodeNanos().value() * pageBytes / f.pageBytes())),
        measured.stream().anyMatch(row -> row.figures().decodeNanos() == null)
            ? null
            : exact(average(f -> f.decodeNanos().value() * pageBytes / f.pageBytes())),
        -1,
        List.of());
  }

  private static Estimate exact(double value) {
    return new Estimate(value, value, value, 0, 1);
  }

  private double average(ToDoubleFunction<Row.Figures> figure) {
    return measured.stream()
        .mapToDouble(row -> figure.applyAsDouble(row.figures()))
        .average()
        .orElse(Double.NaN);
  }

  private double mean(ToDoubleFunction<Row.Figures> figure) {
    return mean(figure, row -> true);
  }

  private double mean(ToDoubleFunction<Row.Figures> figure, Predicate<Row.Figures> which) {
    return Math.exp(
        measured.stream()
            .map(Row::figures)
            .filter(which)
            .mapToDouble(figures -> Math.log(figure.applyAsDouble(figures)))
            .average()
            .orElse(Double.NaN));
  }
}
