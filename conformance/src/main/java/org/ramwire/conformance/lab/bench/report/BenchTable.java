package org.ramwire.conformance.lab.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.text.Amount;
import org.ramwire.conformance.lab.bench.text.Cells;
import org.ramwire.conformance.lab.bench.text.TextTable;
import org.ramwire.conformance.lab.bench.text.Wrapped;

/** A benchmark for the console, in lines of at most {@value #WIDTH} characters. */
public final class BenchTable {

  /** Characters in a line. */
  public static final int WIDTH = 100;

  private static final int NAME = 18;

  private final BenchReport report;
  private final List<EncoderSummary> ranking;
  private final StringBuilder text = new StringBuilder();

  private BenchTable(BenchReport report) {
    this.report = report;
    this.ranking = Ranking.of(report);
  }

  /**
   * Writes a report.
   *
   * @param report the figures
   * @param byCorpus true for the figures on each corpus too
   * @return lines, each ended
   */
  public static String text(BenchReport report, boolean byCorpus) {
    return new BenchTable(report).write(byCorpus);
  }

  private String write(boolean byCorpus) {
    faults();
    if (ranking.stream().allMatch(one -> one.measured().isEmpty())) {
      text.append("No encoder has figures.\n\n");
    } else {
      summary();
      legend();
      if (byCorpus) {
        report.corpora().forEach(this::corpus);
      }
    }
    environment();
    return text.toString();
  }

  private void faults() {
    List<Row> failed = report.rows().stream().filter(row -> row.figures() == null).toList();
    if (failed.isEmpty()) {
      return;
    }
    paragraph(
        failed.size() == 1
            ? "FAILED: an encoder has no figures on a corpus."
            : "FAILED: " + failed.size() + " times an encoder has no figures on a corpus.",
        "");
    for (Row row : failed) {
      String where = OneLine.of(row.encoder()) + " on " + OneLine.of(row.corpus());
      paragraph("  " + where + ": " + OneLine.of(row.fault()), "    ");
    }
    text.append('\n');
  }

  private void summary() {
    boolean scaled = ranking.stream().anyMatch(one -> one.threads() > 0);
    List<String> top = new ArrayList<>(List.of("", "", "encode", "", "decode", "stay", "alloc"));
    List<String> below =
        new ArrayList<>(List.of("encoder", "ratio", "MiB/s", "±", "MiB/s", "plain", "B/page"));
    if (scaled) {
      top.add("with");
      below.add("threads");
    }
    for (double link : report.linksBitsPerSecond()) {
      String words = Amount.link(link);
      int unit = words.indexOf("bit/s");
      top.add(words.substring(0, unit));
      below.add(words.substring(unit));
    }
    TextTable table =
        new TextTable(WIDTH, top.toArray(String[]::new), below.toArray(String[]::new));
    for (EncoderSummary one : ranking) {
      if (!one.measured().isEmpty()) {
        table.add(row(one, scaled));
      }
    }
    text.append(table.text());
  }

  private String[] row(EncoderSummary one, boolean scaled) {
    List<String> cells = new ArrayList<>();
    cells.add(Cells.fitted(one.encoder(), NAME) + (one.complete() ? "" : " *"));
    cells.add(Amount.ratio(one.ratio()));
    cells.add(Amount.mebibytes(one.encodeBytesPerSecond()));
    cells.add(Amount.share(EncoderSummary.noise(one.measured(), Row.Figures::encodeNanos)));
    cells.add(Amount.mebibytes(one.decodeBytesPerSecond()));
    cells.add(Amount.share(one.plainShare()));
    cells.add(Amount.digits(one.allocatedBytes()));
    if (scaled) {
      cells.add(
          one.threads() == 0
              ? Amount.UNKNOWN
              : one.threads() + ":×" + Amount.digits(one.speedup(one.threads())));
    }
    for (double link : report.linksBitsPerSecond()) {
      cells.add(one.forecast(report.model(), link).map(BenchTable::outcome).orElse(Amount.UNKNOWN));
    }
    return cells.toArray(String[]::new);
  }

  private static String outcome(MigrationModel.Forecast forecast) {
    return forecast.converges() ? Amount.digits(forecast.seconds()) : "never";
  }

  private void legend() {
    text.append('\n');
    paragraph(Legend.soonest(report, ranking), "");
    Stream.of(Legend.sentences(report, ranking)).forEach(sentence -> paragraph(sentence, ""));
    text.append('\n');
  }

  private void corpus(BenchReport.Corpus corpus) {
    List<Row> rows =
        ranking.stream()
            .flatMap(one -> Stream.concat(one.measured().stream(), one.failed().stream()))
            .filter(row -> row.corpus().equals(corpus.name()))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    paragraph(
        OneLine.of(corpus.name())
            + ": "
            + OneLine.of(corpus.origin())
            + "; "
            + corpus.pages()
            + (corpus.pages() == corpus.foundPages() ? "" : " of " + corpus.foundPages())
            + " pages of "
            + Amount.size(corpus.pageBytes()),
        "  ");
    List<String> top = new ArrayList<>(List.of("", "", "", "encode", "", "decode", "", ""));
    List<String> below =
        new ArrayList<>(List.of("encoder", "ratio", "B/page", "MiB/s", "±", "MiB/s", "±", "plain"));
    for (double link : report.linksBitsPerSecond()) {
      String words = Amount.link(link);
      int unit = words.indexOf("bit/s");
      top.add(words.substring(0, unit));
      below.add(words.substring(unit));
    }
    TextTable table =
        new TextTable(WIDTH, top.toArray(String[]::new), below.toArray(String[]::new));
    for (Row row : rows) {
      String name = Cells.fitted(row.encoder(), NAME);
      if (row.figures() == null) {
        String[] cells = new String[below.size()];
        Arrays.fill(cells, Amount.UNKNOWN);
        cells[0] = name;
        cells[1] = "failed";
        table.add(cells);
      } else {
        table.add(row(name, row));
      }
    }
    text.append(table.text()).append('\n');
  }

  private String[] row(String name, Row row) {
    Row.Figures figures = row.figures();
    List<String> cells = new ArrayList<>();
    cells.add(name);
    cells.add(Amount.ratio(figures.ratio()));
    cells.add(Amount.digits(figures.bytesPerPage()));
    cells.add(Amount.mebibytes(figures.bytesPerSecond(figures.encodeNanos().value())));
    cells.add(Amount.share(EncoderSummary.noise(List.of(row), Row.Figures::encodeNanos)));
    cells.add(Amount.mebibytes(figures.decodeBytesPerSecond()));
    cells.add(Amount.share(EncoderSummary.noise(List.of(row), Row.Figures::decodeNanos)));
    cells.add(Amount.share(figures.plainShare()));
    for (double link : report.linksBitsPerSecond()) {
      cells.add(outcome(report.model().forecast(figures, row.kind(), link)));
    }
    return cells.toArray(String[]::new);
  }

  private void environment() {
    Facts.of(report).forEach((name, value) -> paragraph(fact(name, value), " ".repeat(10)));
  }

  private static String fact(String name, String value) {
    return String.format(Locale.ROOT, "%-10s%s", name, OneLine.of(value));
  }

  /** Adds text in lines that fit; those after the first start with the margin. */
  private void paragraph(String words, String margin) {
    text.append(Wrapped.text(words, margin, WIDTH));
  }
}
