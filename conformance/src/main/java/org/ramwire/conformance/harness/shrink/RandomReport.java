package org.ramwire.conformance.harness.shrink;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.suite.cases.Expectation;

/** What came of a run of made-up cases. Immutable. */
public final class RandomReport {

  private static final int MAX_STREAM_LINES = 24;
  private static final int MAX_LINE_CHARS = 110;

  private final long seed;
  private final VerificationReport report;
  private final List<Counterexample> counterexamples;

  RandomReport(long seed, VerificationReport report, List<Counterexample> counterexamples) {
    this.seed = seed;
    this.report = report;
    this.counterexamples = List.copyOf(counterexamples);
  }

  /**
   * Returns all results.
   *
   * @return a report like that of the fixed cases
   */
  public VerificationReport results() {
    return report;
  }

  /** Returns the cases that were shrunk. */
  List<Counterexample> counterexamples() {
    return counterexamples;
  }

  /**
   * Prints it for people.
   *
   * @param out takes the text
   */
  public void print(PrintWriter out) {
    Map<Expectation.Kind, Long> kinds =
        report.results().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.testCase().expectation().kind(),
                    TreeMap::new,
                    Collectors.counting()));
    out.printf(
        "%s: %d made-up cases from seed %d: %d streams to take, %d to refuse, %d guests to send%n",
        report.implementation(),
        report.results().size(),
        seed,
        kinds.getOrDefault(Expectation.Kind.ACCEPT, 0L),
        kinds.getOrDefault(Expectation.Kind.REJECT, 0L),
        kinds.getOrDefault(Expectation.Kind.WRITE, 0L));
    Map<String, Long> verdicts =
        report.results().stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.verdict().name(), TreeMap::new, Collectors.counting()));
    verdicts.forEach((verdict, count) -> out.printf("%6d %s%n", count, verdict));
    counterexamples.forEach(one -> print(one, out));
    long more = report.badWorstFirst().size() - counterexamples.size();
    if (more > 0) {
      out.printf("%nand %d more that were not shrunk%n", more);
    }
    out.flush();
  }

  private void print(Counterexample one, PrintWriter out) {
    CaseResult result = one.result();
    out.printf("%n%s  %s%n", result.verdict(), result.testCase().id());
    out.printf("  expected  %s%n  found     %s%n", result.expected(), result.found());
    out.printf(
        "  shrunk    from %d records to %d in %d tries; kept in %s%n",
        one.sizeBefore(), one.sizeAfter(), one.tries(), one.folder());
    String option = report.option().isEmpty() ? "" : " " + report.option();
    out.printf("  replay    ramwire verify --case %s%s%n", one.folder(), option);
    List<String> lines = one.text().lines().filter(RandomReport::shown).toList();
    lines.stream().limit(MAX_STREAM_LINES).forEach(line -> out.println("    " + cut(line)));
    if (lines.size() > MAX_STREAM_LINES) {
      out.printf("    … %d lines more%n", lines.size() - MAX_STREAM_LINES);
    }
  }

  private static boolean shown(String line) {
    return line.startsWith(" ")
        || List.of("before", "block", "expect", "round", "write", "dirty", "page-size", "image")
            .contains(line.split(" ")[0]);
  }

  private static String cut(String line) {
    return line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + "…" : line;
  }
}
