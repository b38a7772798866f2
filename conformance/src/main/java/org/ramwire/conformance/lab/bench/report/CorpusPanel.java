package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.text.Amount;
import org.ramwire.conformance.lab.bench.text.Cells;

/** The encoders on one corpus: ratios as bars, throughput as points; all panels have one scale. */
final class CorpusPanel {

  private static final double WIDTH = 360;
  private static final double ROW = 19;
  private static final double TOP = 20;
  private static final int NAME = 17;
  private static final double MOST = 1000;

  private final List<EncoderSummary> ranking;
  private final LogAxis ratios;
  private final LogAxis rates;

  CorpusPanel(List<EncoderSummary> ranking) {
    this.ranking = ranking;
    double[] found =
        ranking.stream()
            .flatMap(one -> one.measured().stream())
            .mapToDouble(row -> row.figures().ratio())
            .filter(Double::isFinite)
            .toArray();
    double most = DoubleStream.of(found).max().orElse(10);
    this.ratios = new LogAxis(1, Math.max(2, Math.min(MOST, most)), 120, 188);
    this.rates =
        LogAxis.around(
            ranking.stream()
                .flatMap(one -> one.measured().stream())
                .mapToDouble(row -> rate(row, row.figures().encodeNanos().value()))
                .toArray(),
            240,
            294);
  }

  private static double rate(Row row, double nanos) {
    return row.figures().bytesPerSecond(nanos);
  }

  String svg(String corpus) {
    List<Row> rows = new ArrayList<>();
    for (EncoderSummary one : ranking) {
      Stream.concat(one.measured().stream(), one.failed().stream())
          .filter(row -> row.corpus().equals(corpus))
          .forEach(rows::add);
    }
    double height = TOP + rows.size() * ROW + 4;
    Svg svg = new Svg(WIDTH, height, "", "Encoders on " + OneLine.of(corpus));
    svg.words("small dim", 120, 12, "ratio");
    svg.words("small dim end", WIDTH - 1, 12, "encode");
    svg.line("grid", 120, TOP - 3, 120, height - 4);
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), TOP + (i + 0.5) * ROW);
    }
    return svg.end();
  }

  private void row(Svg svg, Row row, double y) {
    svg.words("small end", 115, y + 4, Cells.fitted(row.encoder(), NAME));
    if (row.figures() == null) {
      svg.words("small fault", 124, y + 4, "✕ failed");
      return;
    }
    double ratio = row.figures().ratio();
    double end = ratios.at(Math.max(1, Math.min(ratio, ratios.high())));
    if (end > 120.5) {
      svg.box("ratio", 120, y - 6, end - 120, 12);
    }
    svg.words("small", end + 4, y + 4, Amount.ratio(ratio));
    double nanos = row.figures().encodeNanos().value();
    double rate = rate(row, nanos);
    if (!LogAxis.drawable(rate)) {
      return;
    }
    String kind = row.kind().label();
    double low = rates.at(rate(row, row.figures().encodeNanos().high()));
    double high = rates.at(rate(row, row.figures().encodeNanos().low()));
    if (high - low > 1) {
      svg.line(kind + " bars", low, y, high, y);
    }
    svg.mark(kind, true, rates.at(rate), y, 3);
    svg.words("small end", WIDTH - 1, y + 4, Amount.rate(rate));
  }
}
