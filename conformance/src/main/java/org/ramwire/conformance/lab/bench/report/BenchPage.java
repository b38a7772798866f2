package org.ramwire.conformance.lab.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.ramwire.conformance.files.OneLine;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.MigrationModel;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.text.Amount;

/**
 * A benchmark as one HTML page that needs nothing else: no script, no other file.
 *
 * <p>Plots that lose by being shrunk are there twice, for wide and for narrow windows.
 */
public final class BenchPage {

  private static final String[] STYLES = {"/report/report.css", "/report/bench.css"};

  private final BenchReport report;
  private final List<EncoderSummary> ranking;
  private final Keys keys;
  private final StringBuilder html = new StringBuilder();

  private BenchPage(BenchReport report) {
    this.report = report;
    this.ranking = Ranking.of(report);
    this.keys = new Keys(ranking);
  }

  /**
   * Writes a report.
   *
   * @param report the figures
   * @return an HTML document
   */
  public static String text(BenchReport report) {
    return new BenchPage(report).write();
  }

  private String write() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
        .append("<title>ramwire bench</title>\n<style>\n");
    html.append(styles());
    html.append("</style>\n</head>\n<body class=\"bench\">\n")
        .append("<p class=\"dim\">Page encoders on QEMU's RAM migration stream</p>\n")
        .append("<h1>ramwire bench</h1>\n");
    html.append("<p>")
        .append(count(ranking.size(), "encoder"))
        .append(" on ")
        .append(report.corpora().size() == 1 ? "1 corpus" : report.corpora().size() + " corpora")
        .append(", ")
        .append(Xml.text(report.started()))
        .append("</p>\n");
    faults();
    if (ranking.stream().allMatch(one -> one.measured().isEmpty())) {
      html.append("<p>No encoder has figures.</p>\n");
    } else {
      summary();
      scatter();
      map();
      panels();
    }
    environment();
    return html.append("</body>\n</html>\n").toString();
  }

  /** Returns the page's style sheet. */
  static String styles() {
    StringBuilder styles = new StringBuilder();
    for (String style : STYLES) {
      styles.append(style(style));
    }
    return styles.toString();
  }

  private static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private void faults() {
    for (Row row : report.rows()) {
      if (row.figures() == null) {
        html.append("<p><span class=\"verdict bad\">✕ failed</span> <b>")
            .append(words(row.encoder()))
            .append("</b> on ")
            .append(words(row.corpus()))
            .append(": ")
            .append(words(row.fault()))
            .append("</p>\n");
      }
    }
  }

  private static String words(String text) {
    return Xml.text(OneLine.of(text));
  }

  private void summary() {
    html.append("<h2>Which encoder pays</h2>\n<p>")
        .append(words(Legend.soonest(report, ranking)))
        .append("</p>\n");
    boolean scaled = ranking.stream().anyMatch(one -> one.threads() > 0);
    html.append("<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th class=\"first\">")
        .append("</th><th></th><th class=\"group\" colspan=\"2\">encode</th>")
        .append("<th class=\"group\" colspan=\"2\">decode</th><th class=\"number\">stay</th>")
        .append("<th class=\"number\">alloc</th>")
        .append(scaled ? "<th></th>" : "");
    if (!report.linksBitsPerSecond().isEmpty()) {
      html.append("<th class=\"group\" colspan=\"")
          .append(report.linksBitsPerSecond().size())
          .append("\">a migration takes, at Gbit/s</th>");
    }
    html.append("</tr>\n<tr><th class=\"first\">Encoder</th>");
    List.of("ratio", "MiB/s", "±", "MiB/s", "±", "plain", "B/page").forEach(this::heading);
    if (scaled) {
      heading("threads");
    }
    report.linksBitsPerSecond().forEach(link -> heading(Amount.plain(link / 1e9)));
    html.append("</tr>\n</thead>\n<tbody>\n");
    ranking.stream().filter(one -> !one.measured().isEmpty()).forEach(one -> row(one, scaled));
    html.append("</tbody>\n</table>\n</div>\n");
    for (String sentence : Legend.sentences(report, ranking)) {
      html.append("<p class=\"dim\">").append(Xml.text(sentence)).append("</p>\n");
    }
  }

  private void heading(String name) {
    html.append("<th class=\"number\">").append(name).append("</th>");
  }

  private void row(EncoderSummary one, boolean scaled) {
    html.append("<tr><td class=\"first\" title=\"")
        .append(Xml.attribute(OneLine.of(one.encoder())))
        .append("\"><span class=\"key\">")
        .append(keys.of(one.encoder()))
        .append("</span>")
        .append(Xml.text(OneLine.of(one.encoder(), 40)))
        .append(one.complete() ? "" : " *")
        .append(" <span class=\"dim\">")
        .append(one.kind().label())
        .append("</span></td>");
    number(Amount.ratio(one.ratio()));
    number(Amount.mebibytes(one.encodeBytesPerSecond()));
    number(Amount.share(EncoderSummary.noise(one.measured(), Row.Figures::encodeNanos)));
    number(Amount.mebibytes(one.decodeBytesPerSecond()));
    number(Amount.share(EncoderSummary.noise(one.measured(), Row.Figures::decodeNanos)));
    number(Amount.share(one.plainShare()));
    number(Amount.digits(one.allocatedBytes()));
    if (scaled) {
      number(
          one.threads() == 0
              ? Amount.UNKNOWN
              : one.threads() + ": ×" + Amount.digits(one.speedup(one.threads())));
    }
    for (double link : report.linksBitsPerSecond()) {
      MigrationModel.Forecast forecast = one.forecast(report.model(), link).orElseThrow();
      html.append("<td class=\"number\">")
          .append(
              forecast.converges()
                  ? Amount.digits(forecast.seconds()) + " s"
                  : "<span class=\"never\">never</span>")
          .append("</td>");
    }
    html.append("</tr>\n");
  }

  private void number(String value) {
    html.append("<td class=\"number\">").append(Xml.text(value)).append("</td>");
  }

  private void scatter() {
    html.append("<h2>Ratio against throughput</h2>\n<p class=\"dim\">Means over all corpora. ")
        .append("Filled and in bold: on the Pareto front, the dashed line; no other is both ")
        .append("faster and smaller. The bars are the intervals of throughput; bytes are the ")
        .append("same each time, so ratios have none.</p>\n<ul class=\"legend\">\n");
    List.of("page", "delta", "packet").forEach(this::kind);
    html.append("</ul>\n")
        .append(ScatterPlot.svg(ranking, 1080, 520, "wide"))
        .append(ScatterPlot.svg(ranking, 366, 420, "narrow"));
  }

  private void kind(String kind) {
    Svg mark = new Svg(24, 18, "", kind);
    mark.mark(kind, true, 12, 9, 5);
    html.append("<li>")
        .append(mark.end().strip())
        .append(
            switch (kind) {
              case "delta" -> "delta: against what the other side has";
              case "packet" -> "packet: a stream for each channel";
              default -> "page: each by itself";
            })
        .append("</li>\n");
  }

  private void map() {
    ConvergenceMap map = new ConvergenceMap(ranking, keys, report.model());
    html.append("<h2>Where each converges soonest</h2>\n<p class=\"dim\">")
        .append("For each link, and each rate at which the guest writes, the encoder with which ")
        .append("the migration of the forecast is over first.</p>\n<ul class=\"legend\">\n")
        .append(map.legend())
        .append("</ul>\n")
        .append(map.svg(1080, 40, "wide", "hatch-wide"))
        .append(map.svg(366, 14, "narrow", "hatch-narrow"));
  }

  private void panels() {
    html.append("<h2>By corpus</h2>\n<p class=\"dim\">Bars: the ratio, from 1. Points: the ")
        .append("throughput of encoding with its interval. Both are logarithmic, with one scale ")
        .append("for all corpora.</p>\n<div class=\"panels\">\n");
    CorpusPanel panel = new CorpusPanel(ranking);
    for (BenchReport.Corpus corpus : report.corpora()) {
      html.append("<div><h3>")
          .append(words(corpus.name()))
          .append("</h3>\n<p class=\"dim\">")
          .append(words(corpus.origin()))
          .append("</p>\n")
          .append(panel.svg(corpus.name()))
          .append("</div>\n");
    }
    html.append("</div>\n");
  }

  private void environment() {
    html.append("<h2>Where this comes from</h2>\n<dl>\n");
    Map<String, String> facts = Facts.of(report);
    facts.remove("corpora");
    facts.forEach(this::fact);
    html.append("</dl>\n<h3>Corpora</h3>\n<dl>\n");
    for (BenchReport.Corpus corpus : report.corpora()) {
      fact(
          corpus.name(),
          count(corpus.pages(), "page")
              + (corpus.pages() == corpus.foundPages() ? "" : " of " + corpus.foundPages())
              + " of "
              + Amount.size(corpus.pageBytes())
              + ", "
              + count(corpus.rounds(), "round")
              + ", SHA-256 "
              + corpus.fingerprint());
    }
    html.append("</dl>\n");
  }

  private void fact(String name, String value) {
    html.append("<dt>")
        .append(words(name))
        .append("</dt><dd class=\"mono\">")
        .append(words(value))
        .append("</dd>\n");
  }

  private static String style(String name) {
    try (InputStream style = BenchPage.class.getResourceAsStream(name)) {
      if (style == null) {
        throw new AssertionError("the module has no " + name);
      }
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report's style cannot be read", e);
    }
  }
}
