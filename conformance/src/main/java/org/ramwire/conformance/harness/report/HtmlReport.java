package org.ramwire.conformance.harness.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.ClauseCoverage;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.format.Clause;

/**
 * A run as one HTML page that needs nothing else: no script, no picture, no other file.
 *
 * <p>Verdicts are words and signs as well as colours.
 */
public final class HtmlReport {

  private static final String STYLE = "/report/report.css";

  private final RunReport run;
  private final VerificationReport report;
  private final ClauseCoverage coverage;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(RunReport run) {
    this.run = run;
    this.report = run.verification();
    this.coverage = new ClauseCoverage(report);
  }

  /**
   * Writes a run.
   *
   * @param run all results
   * @return an HTML document
   */
  public static String text(RunReport run) {
    return new HtmlReport(run).write();
  }

  private String write() {
    String title = "ramwire verify: " + report.implementation();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>")
        .append(Xml.text(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n");
    summary();
    groups();
    new FailingCases(run, html).write();
    matrix();
    clauseTexts();
    environment();
    return html.append("</body>\n</html>\n").toString();
  }

  private void summary() {
    int total = report.results().size();
    html.append("<p class=\"dim\">Conformance to QEMU's RAM migration stream</p>\n<h1>")
        .append(Xml.text(report.implementation()))
        .append("</h1>\n<p><span class=\"verdict ")
        .append(run.good() ? "good\">✓ passed" : "bad\">✕ failed")
        .append("</span> ")
        .append(
            String.format(
                Locale.ROOT,
                "%d case%s in %.1f s%s",
                total,
                total == 1 ? "" : "s",
                report.time().toMillis() / 1000.0,
                run.whole() ? "" : ", a choice of all"))
        .append("</p>\n<p class=\"dim\">")
        .append(Xml.text(run.suite().text()))
        .append("</p>\n");
    bar(total);
    html.append("<div class=\"tiles\">\n");
    Stream.of(
            Verdict.PASS,
            Verdict.FAIL,
            Verdict.CRASH,
            Verdict.TIMEOUT,
            Verdict.RESOURCE,
            Verdict.HARNESS,
            Verdict.XPASS,
            Verdict.XFAIL,
            Verdict.UNSUPPORTED)
        .filter(
            verdict ->
                verdict == Verdict.PASS || verdict == Verdict.FAIL || report.count(verdict) > 0)
        .forEach(
            verdict ->
                html.append("<div class=\"tile ")
                    .append(report.count(verdict) == 0 ? "none" : tone(verdict))
                    .append("\"><b>")
                    .append(report.count(verdict))
                    .append("</b>")
                    .append(verdict)
                    .append("</div>\n"));
    html.append("</div>\n");
    run.notes().forEach(note -> html.append("<p>").append(Xml.text(note)).append("</p>\n"));
    run.deviations()
        .forEach(
            deviation ->
                html.append("<p><span class=\"verdict bad\">not as expected</span> ")
                    .append(Xml.text(deviation))
                    .append("</p>\n"));
  }

  private void bar(int total) {
    if (total == 0) {
      return;
    }
    long failed = report.badWorstFirst().size();
    html.append("<div class=\"bar\" aria-hidden=\"true\">");
    piece("passed", report.count(Verdict.PASS), total);
    piece("failed", failed, total);
    piece("known", report.count(Verdict.XFAIL), total);
    html.append("</div>\n");
  }

  private void piece(String style, long count, int total) {
    html.append(
        String.format(
            Locale.ROOT,
            "<i class=\"%s\" style=\"width:%.3f%%\"></i>",
            style,
            100.0 * count / total));
  }

  static String tone(Verdict verdict) {
    return switch (verdict) {
      case HARNESS, CRASH, TIMEOUT, RESOURCE, FAIL, XPASS -> "bad";
      case XFAIL -> "note";
      case UNSUPPORTED -> "none";
      case PASS -> "good";
    };
  }

  private void groups() {
    html.append("<h2>By group of clauses</h2>\n<table>\n<tr><th>Group</th>")
        .append(
            "<th class=\"number\">Cases passed</th><th class=\"number\">Clauses covered</th></tr>\n");
    for (ClauseCoverage.Group group : coverage.groups()) {
      html.append("<tr><td>")
          .append(group.name())
          .append(" <span class=\"dim\">")
          .append(about(group.name()))
          .append("</span></td><td class=\"number\">")
          .append(group.passed() + " of " + group.cases())
          .append("</td><td class=\"number\">")
          .append(group.covered() + " of " + group.clauses())
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private static String about(String group) {
    return switch (group) {
      case "CON" -> "container";
      case "LIB" -> "libvirt";
      case "RAM" -> "records";
      case "XBZ" -> "deltas";
      case "LIM" -> "limits";
      case "MAP" -> "mapped-ram";
      default -> "";
    };
  }

  private void matrix() {
    html.append(
            "<h2>Clauses by level</h2>\n<p class=\"dim\">✓ all its cases passed, ✕ one failed, ")
        .append("~ one failed as expected, – none was run. The numbers: passed of run.</p>\n");
    for (Clause.Level level : Clause.Level.values()) {
      html.append("<h3>").append(level).append("</h3>\n<ul class=\"cells\">\n");
      Stream.of(Clause.values()).filter(clause -> clause.level() == level).forEach(this::cell);
      html.append("</ul>\n");
    }
  }

  private void cell(Clause clause) {
    List<CaseResult> ran =
        coverage.results(clause).stream()
            .filter(result -> result.verdict() != Verdict.UNSUPPORTED)
            .toList();
    long passed = ran.stream().filter(result -> result.verdict() == Verdict.PASS).count();
    boolean bad = ran.stream().anyMatch(result -> result.verdict().bad());
    String tone = ran.isEmpty() ? "none" : bad ? "bad" : passed == ran.size() ? "good" : "note";
    String sign = ran.isEmpty() ? "–" : bad ? "✕" : passed == ran.size() ? "✓" : "~";
    html.append("<li class=\"")
        .append(tone)
        .append("\"><a href=\"#")
        .append(clause.id())
        .append("\" title=\"")
        .append(Xml.attribute(clause.summary()))
        .append("\"><span>")
        .append(sign + " " + clause.id())
        .append("</span><span>")
        .append(ran.isEmpty() ? "" : passed == ran.size() ? "" + passed : passed + "/" + ran.size())
        .append("</span></a></li>\n");
  }

  private void clauseTexts() {
    html.append("<h2>What the clauses say</h2>\n<p class=\"dim\">")
        .append("Open a sentence for the clause's whole text, which is that of ")
        .append("<code>format-spec/ram-stream.md</code>.")
        .append("</p>\n<dl class=\"clauses\">\n");
    for (Clause clause : Clause.values()) {
      html.append("<dt id=\"")
          .append(clause.id())
          .append("\"><a href=\"#")
          .append(clause.id())
          .append("\">")
          .append(clause.id())
          .append("</a></dt><dd><details><summary>")
          .append(Xml.text(clause.summary()))
          .append(" <span class=\"dim\">")
          .append(clause.level() + ", " + clause.role().name().toLowerCase(Locale.ROOT))
          .append("</span></summary><pre class=\"text\">")
          .append(Xml.text(explanation(clause)))
          .append("</pre></details></dd>\n");
    }
    html.append("</dl>\n");
  }

  /** Returns a clause's text without the requirement itself. */
  private static String explanation(Clause clause) {
    return PlainText.of(clause).replaceFirst(".*\n+", "");
  }

  private void environment() {
    html.append("<h2>Where this comes from</h2>\n<dl>\n");
    fact("cases", run.suite().cases().version() + ", SHA-256 " + run.suite().cases().sha256());
    fact("golden", run.suite().golden().version() + ", SHA-256 " + run.suite().golden().sha256());
    run.environment().facts().forEach(this::fact);
    fact("command", "ramwire verify " + report.option());
    html.append("</dl>\n");
  }

  private void fact(String name, String value) {
    html.append("<dt>")
        .append(Xml.text(name))
        .append("</dt><dd class=\"mono\">")
        .append(Xml.text(value))
        .append("</dd>\n");
  }

  private static String style() {
    try (InputStream style = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (style == null) {
        throw new AssertionError("the module has no " + STYLE);
      }
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report's style cannot be read", e);
    }
  }
}
