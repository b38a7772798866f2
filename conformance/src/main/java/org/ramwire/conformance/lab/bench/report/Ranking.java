package org.ramwire.conformance.lab.bench.report;

import java.util.Comparator;
import java.util.List;
import org.ramwire.conformance.lab.bench.BenchReport;

/**
 * The encoders of a report, the one that pays most first: by when the modelled migration is over,
 * those with which it does not converge after the others, and those that failed anywhere last.
 */
final class Ranking {

  private static final double WANTED_LINK = 10e9;

  private Ranking() {}

  static List<EncoderSummary> of(BenchReport report) {
    double link = link(report);
    return EncoderSummary.of(report.rows()).stream()
        .sorted(
            Comparator.<EncoderSummary>comparingInt(one -> one.complete() ? 0 : 1)
                .thenComparingDouble(one -> seconds(one, report, link))
                .thenComparing(Comparator.comparingDouble(EncoderSummary::ratio).reversed())
                .thenComparing(EncoderSummary::encoder))
        .toList();
  }

  /** The link that decides: 10 Gbit/s, or the middle one of those that were asked for. */
  static double link(BenchReport report) {
    List<Double> links = report.linksBitsPerSecond().stream().sorted().toList();
    return links.isEmpty() || links.contains(WANTED_LINK)
        ? WANTED_LINK
        : links.get(links.size() / 2);
  }

  private static double seconds(EncoderSummary one, BenchReport report, double link) {
    return one.forecast(report.model(), link)
        .filter(forecast -> forecast.converges())
        .map(forecast -> forecast.seconds())
        .orElse(Double.POSITIVE_INFINITY);
  }
}
