package org.ramwire.conformance.harness.report;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.format.Clause;

/**
 * A run as JUnit XML, as Jenkins and GitLab read it: a suite for each group of cases.
 *
 * <p>A wrong answer is a failure; what is no answer at all is an error; what was not run, or failed
 * as expected, is skipped.
 */
public final class JUnitReport {

  private static final String EXPECTED_SUITE = "expected-failures";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunReport run;
  private final StringBuilder xml = new StringBuilder();

  private JUnitReport(RunReport run) {
    this.run = run;
  }

  /**
   * Writes a run.
   *
   * @param run all results
   * @return an XML document
   */
  public static String text(RunReport run) {
    return new JUnitReport(run).write();
  }

  private String write() {
    List<CaseResult> results = run.verification().results();
    Counts counts = Counts.of(results, run.deviations().size());
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"ramwire verify\"")
        .append(counts.attributes())
        .append(" time=\"")
        .append(seconds(run.verification().time()))
        .append("\">\n");
    Map<String, List<CaseResult>> groups =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.testCase().heading().group(),
                    TreeMap::new,
                    Collectors.toList()));
    groups.forEach(this::suite);
    deviations();
    return xml.append("</testsuites>\n").toString();
  }

  private void suite(String group, List<CaseResult> results) {
    open("ramwire." + group, Counts.of(results, 0), time(results));
    properties();
    results.forEach(result -> testCase("ramwire." + group, result));
    xml.append("  </testsuite>\n");
  }

  private void open(String name, Counts counts, Duration time) {
    xml.append("  <testsuite name=\"")
        .append(Xml.attribute(name))
        .append('"')
        .append(counts.attributes())
        .append(" skipped=\"")
        .append(counts.skipped())
        .append("\" time=\"")
        .append(seconds(time))
        .append("\" timestamp=\"")
        .append(TIMESTAMP.format(run.environment().finished()))
        .append("\">\n");
  }

  private void properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("implementation", run.verification().implementation());
    properties.put("cases", run.suite().cases().text());
    properties.put("cases.sha256", run.suite().cases().sha256());
    properties.put("golden", run.suite().golden().text());
    properties.put("golden.sha256", run.suite().golden().sha256());
    properties.putAll(run.environment().facts());
    xml.append("    <properties>\n");
    properties.forEach(
        (name, value) ->
            xml.append("      <property name=\"")
                .append(Xml.attribute(name))
                .append("\" value=\"")
                .append(Xml.attribute(value))
                .append("\"/>\n"));
    xml.append("    </properties>\n");
  }

  private void testCase(String suite, CaseResult result) {
    xml.append("    <testcase classname=\"")
        .append(Xml.attribute(suite))
        .append("\" name=\"")
        .append(Xml.attribute(result.testCase().id()))
        .append("\" time=\"")
        .append(seconds(result.time()))
        .append('"');
    String element = element(result.verdict());
    if (element.isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n      <").append(element);
    if (!element.equals("skipped")) {
      xml.append(" type=\"").append(result.verdict()).append('"');
    }
    String message = result.verdict() + ": " + result.testCase().heading().title();
    xml.append(" message=\"").append(Xml.attribute(message)).append('"');
    xml.append('>').append(Xml.text(detail(result))).append("</").append(element);
    xml.append(">\n    </testcase>\n");
  }

  private static String element(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "";
      case FAIL, XPASS -> "failure";
      case CRASH, TIMEOUT, RESOURCE, HARNESS -> "error";
      case UNSUPPORTED, XFAIL -> "skipped";
    };
  }

  private String detail(CaseResult result) {
    StringBuilder detail = new StringBuilder("\n");
    for (Clause clause : result.testCase().clauses()) {
      detail.append(clause.id()).append("   ").append(clause.summary()).append('\n');
      detail.append("          see ").append(clause.address()).append('\n');
    }
    detail.append("expected  ").append(result.expected()).append('\n');
    detail.append("found     ").append(result.found()).append('\n');
    result.evidence().forEach(line -> detail.append("  ").append(line).append('\n'));
    detail.append("why       ").append(result.testCase().heading().why()).append('\n');
    String replay = run.verification().replayCommand(result.testCase().id());
    return detail.append("replay    ").append(replay).append('\n').toString();
  }

  /** What differs from the expected failures fails the build, so it is a test of its own. */
  private void deviations() {
    if (run.deviations().isEmpty()) {
      return;
    }
    int count = run.deviations().size();
    open("ramwire." + EXPECTED_SUITE, new Counts(count, count, 0, 0), Duration.ZERO);
    for (String deviation : run.deviations()) {
      String name = deviation.substring(0, Math.max(1, deviation.indexOf(':')));
      xml.append("    <testcase classname=\"ramwire.")
          .append(EXPECTED_SUITE)
          .append("\" name=\"")
          .append(Xml.attribute(name))
          .append("\" time=\"0.000\">\n      <failure type=\"DEVIATION\" message=\"")
          .append(Xml.attribute(deviation))
          .append("\"/>\n    </testcase>\n");
    }
    xml.append("  </testsuite>\n");
  }

  private static Duration time(List<CaseResult> results) {
    return results.stream().map(CaseResult::time).reduce(Duration.ZERO, Duration::plus);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  /** How many tests there are, and how many of them are not passed. */
  private record Counts(int tests, int failures, int errors, int skipped) {

    static Counts of(List<CaseResult> results, int deviations) {
      Map<String, Long> elements =
          results.stream()
              .collect(
                  Collectors.groupingBy(
                      result -> element(result.verdict()), Collectors.counting()));
      return new Counts(
          results.size() + deviations,
          elements.getOrDefault("failure", 0L).intValue() + deviations,
          elements.getOrDefault("error", 0L).intValue(),
          elements.getOrDefault("skipped", 0L).intValue());
    }

    String attributes() {
      return " tests=\"" + tests + "\" failures=\"" + failures + "\" errors=\"" + errors + "\"";
    }
  }
}
