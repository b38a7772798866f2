package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.text.Amount;

/** What a reader has to know about the figures, and what the forecasts assume. */
final class Legend {

  private Legend() {}

  static String[] sentences(BenchReport report, List<EncoderSummary> ranking) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "ratio: bytes of pages by bytes that come out, without records' headers of "
            + MigrationModel.HEADER_BYTES
            + " bytes; ∞ if nothing comes out. Ratio and MiB/s of several corpora are geometric"
            + " means, in which no ratio counts more than a page by its header.");
    sentences.add(
        "MiB/s: bytes of pages by processor time of one thread. ±: half of the interval of a"
            + " median row, with 95 % confidence from six samples on; – if there is one sample.");
    if (report.rows().stream()
        .anyMatch(row -> row.figures() != null && row.figures().decodeNanos() == null)) {
      sentences.add(
          "qemu-*: a real QEMU's time for the last round of a migration, which holds more than"
              + " encoding: looking for pages, testing for zero, and sending to a socket. Its"
              + " decoding is not measured, and takes no time in a forecast.");
    }
    sentences.add(model(report));
    if (ranking.stream().anyMatch(one -> !one.complete() && !one.measured().isEmpty())) {
      sentences.add("*: failed on some corpora, so its means are of fewer than the others'.");
    }
    return sentences.toArray(String[]::new);
  }

  /** Returns with which encoder the forecast's migration is over soonest, for each link. */
  static String soonest(BenchReport report, List<EncoderSummary> ranking) {
    List<String> links = new ArrayList<>();
    for (double link : report.linksBitsPerSecond()) {
      links.add(Amount.link(link) + " " + soonest(report, ranking, link));
    }
    return links.isEmpty() ? "" : "Soonest over: " + String.join("; ", links) + ".";
  }

  private static String soonest(BenchReport report, List<EncoderSummary> ranking, double link) {
    String name = null;
    double least = Double.POSITIVE_INFINITY;
    for (EncoderSummary one : ranking) {
      if (one.complete()) {
        MigrationModel.Forecast forecast = one.forecast(report.model(), link).orElseThrow();
        if (forecast.converges() && forecast.seconds() < least) {
          least = forecast.seconds();
          name = one.encoder();
        }
      }
    }
    return name == null
        ? "none converges"
        : OneLine.of(name, 40) + " (" + Amount.digits(least) + " s)";
  }

  /** Returns what the forecasts assume. */
  static String model(BenchReport report) {
    MigrationModel model = report.model();
    return "Forecast: seconds to migrate a guest of "
        + Amount.size(model.guestBytes())
        + ", its pages of all corpora in equal parts, that writes "
        + Amount.rate(model.dirtyBytesPerSecond())
        + " in "
        + Amount.size(model.workingSetBytes())
        + " and may stand still for "
        + Amount.plain(Math.rint(model.downtimeSeconds() * 1e6) / 1e3)
        + " ms, with "
        + (model.threads() == 1 ? "one thread" : model.threads() + " threads")
        + " on each side; never: does not converge. Sorted by "
        + Amount.link(Ranking.link(report))
        + ".";
  }
}
