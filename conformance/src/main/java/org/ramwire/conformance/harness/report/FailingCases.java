package org.ramwire.conformance.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.OffsetRange;
import org.ramwire.format.Clause;

/** The part of the HTML page that shows what a person has to act on, the worst first. */
final class FailingCases {

  /** These stand open; the others open when they are asked for. */
  private static final int MAX_OPEN = 20;

  /** Beyond these a page is too long for a browser; the rest is named. */
  private static final int MAX_SHOWN = 400;

  private final RunReport run;
  private final StringBuilder html;

  FailingCases(RunReport run, StringBuilder html) {
    this.run = run;
    this.html = html;
  }

  void write() {
    List<CaseResult> bad = run.verification().badWorstFirst();
    if (!bad.isEmpty()) {
      html.append("<h2>What failed (").append(bad.size()).append(")</h2>\n");
      for (int i = 0; i < Math.min(bad.size(), MAX_SHOWN); i++) {
        failing(bad.get(i), i < MAX_OPEN);
      }
      rest(bad);
    }
    named("Failed as expected", Verdict.XFAIL);
    named("Not supported, so not held against it", Verdict.UNSUPPORTED);
  }

  private void failing(CaseResult result, boolean open) {
    ConformanceCase one = result.testCase();
    html.append(
            open ? "<details class=\"case\" open><summary>" : "<details class=\"case\"><summary>")
        .append("<span class=\"verdict bad\">✕ ")
        .append(result.verdict())
        .append("</span> <span class=\"id\">")
        .append(one.id())
        .append("</span> ")
        .append(Xml.text(one.heading().title()))
        .append("</summary>\n<dl>\n");
    for (Clause clause : one.clauses()) {
      entry("<a href=\"#" + clause.id() + "\">" + clause.id() + "</a>", Xml.text(clause.summary()));
    }
    entry("expected", Xml.text(result.expected()));
    entry("found", Xml.text(result.found()));
    entry("why", Xml.text(one.heading().why()));
    entry("rests on", Xml.text(one.heading().source()));
    entry("replay", "<code>" + Xml.text(run.verification().replayCommand(one.id())) + "</code>");
    html.append("</dl>\n");
    bytes(result);
    html.append("<details><summary class=\"dim\">the whole text of ")
        .append(one.clauses().get(0).id())
        .append("</summary><pre>")
        .append(Xml.text(PlainText.of(one.clauses().get(0))))
        .append("</pre></details>\n</details>\n");
  }

  private void entry(String name, String value) {
    html.append("<dt>").append(name).append("</dt><dd>").append(value).append("</dd>\n");
  }

  /** The evidence of the judge, or the bytes that the case is about. */
  private void bytes(CaseResult result) {
    if (!result.evidence().isEmpty()) {
      List<String> lines = result.evidence().stream().map(Xml::text).toList();
      html.append("<pre>").append(String.join("\n", lines)).append("</pre>\n");
      return;
    }
    ConformanceCase one = result.testCase();
    if (one.stream().length() > 0) {
      html.append("<pre>").append(HexExcerpt.html(one.stream(), range(one))).append("</pre>\n");
    }
  }

  private static OffsetRange range(ConformanceCase one) {
    if (one.expectation() instanceof Expectation.Reject reject) {
      return reject.where();
    }
    if (one.expectation() instanceof Expectation.Either either) {
      return either.reject().where();
    }
    // Nothing is wrong with the stream: it is shown from its first byte, and nothing is marked.
    return new OffsetRange(one.stream().length() + 1L, one.stream().length() + 1L);
  }

  private void rest(List<CaseResult> bad) {
    if (bad.size() > MAX_SHOWN) {
      List<String> ids = new ArrayList<>();
      bad.stream().skip(MAX_SHOWN).forEach(result -> ids.add(result.testCase().id()));
      html.append("<p>And ")
          .append(ids.size())
          .append(" more; the JSON report has their details: ")
          .append(String.join(", ", ids))
          .append("</p>\n");
    }
  }

  private void named(String title, Verdict verdict) {
    List<CaseResult> results =
        run.verification().results().stream()
            .filter(result -> result.verdict() == verdict)
            .toList();
    if (results.isEmpty()) {
      return;
    }
    html.append("<h2>").append(title).append(" (").append(results.size()).append(")</h2>\n");
    if (verdict == Verdict.XFAIL) {
      html.append("<table>\n");
      for (CaseResult result : results) {
        html.append("<tr><td class=\"id\">")
            .append(result.testCase().id())
            .append("</td><td>")
            .append(Xml.text(result.found()))
            .append("</td></tr>\n");
      }
      html.append("</table>\n");
      return;
    }
    String ids =
        results.stream().map(result -> result.testCase().id()).collect(Collectors.joining(", "));
    html.append("<details><summary>their names</summary><p>")
        .append(ids)
        .append("</p></details>\n");
  }
}
