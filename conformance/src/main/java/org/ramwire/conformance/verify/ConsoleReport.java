package org.ramwire.conformance.verify;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.format.Clause;

/** A verification's report for people: the worst first, then the sums. */
public final class ConsoleReport {

  /** Further failures get a line each: nobody reads more at once. */
  private static final int MAX_DETAILED = 10;

  private final PrintWriter out;
  private final Paint paint;

  /** Colours for a terminal, or none. */
  @FunctionalInterface
  public interface Paint {

    /**
     * Colours a word.
     *
     * @param verdict what the colour says
     * @param word the word
     * @return the word with what makes a terminal colour it
     */
    String of(Verdict verdict, String word);
  }

  /**
   * Prepares a report.
   *
   * @param out where it goes
   * @param paint colours
   */
  public ConsoleReport(PrintWriter out, Paint paint) {
    this.out = out;
    this.paint = paint;
  }

  /**
   * Prints failures and sums.
   *
   * @param report all results
   * @param filter the choice of cases, or null if all were run
   */
  public void print(VerificationReport report, CaseFilter filter) {
    printFailures(report);
    ClauseCoverage coverage = new ClauseCoverage(report);
    if (filter != null) {
      printFiltered(report, filter, coverage);
    }
    printSums(report, coverage, filter == null);
  }

  private void printFailures(VerificationReport report) {
    List<CaseResult> bad = report.badWorstFirst();
    bad.stream().limit(MAX_DETAILED).forEach(result -> printFailure(report, result));
    if (bad.size() > MAX_DETAILED) {
      out.println("and " + (bad.size() - MAX_DETAILED) + " more:");
      bad.stream().skip(MAX_DETAILED).forEach(result -> printLine("  ", result));
      out.println();
    }
  }

  private void printFailure(VerificationReport report, CaseResult result) {
    printLine("", result);
    for (Clause clause : result.testCase().clauses()) {
      out.println("  " + clause.id() + "   " + clause.summary());
    }
    out.println("  expected  " + result.expected());
    out.println("  found     " + result.found());
    result.evidence().forEach(line -> out.println("    " + line));
    out.println("  why       " + result.testCase().heading().why());
    out.println("  replay    " + report.replayCommand(result.testCase().id()));
    out.println();
  }

  private void printLine(String indent, CaseResult result) {
    String word = String.format("%-11s", result.verdict());
    String title = result.testCase().heading().title();
    out.println(
        indent + paint.of(result.verdict(), word) + " " + result.testCase().id() + ": " + title);
  }

  private void printFiltered(
      VerificationReport report, CaseFilter filter, ClauseCoverage coverage) {
    if (filter.oneCase()) {
      report.results().stream()
          .filter(result -> !result.verdict().bad())
          .forEach(result -> printLine("", result));
      return;
    }
    for (Clause clause : filter.clauses()) {
      List<CaseResult> results = coverage.results(clause);
      out.println(clause.id() + "  " + clause.summary());
      out.println(results.isEmpty() ? "  no case" : "  " + counts(results));
      results.forEach(result -> printLine("    ", result));
    }
    out.println();
  }

  private void printSums(VerificationReport report, ClauseCoverage coverage, boolean all) {
    double seconds = report.time().toMillis() / 1000.0;
    out.printf(
        Locale.ROOT,
        "%s: %d case%s: %s in %.1f s%n",
        report.implementation(),
        report.results().size(),
        report.results().size() == 1 ? "" : "s",
        counts(report.results()),
        seconds);
    if (!all) {
      return;
    }
    List<ClauseCoverage.Group> groups = coverage.groups();
    for (ClauseCoverage.Group group : groups) {
      out.printf(
          Locale.ROOT,
          "  %s  %3d of %3d cases passed, %2d of %2d clauses covered%n",
          group.name(),
          group.passed(),
          group.cases(),
          group.covered(),
          group.clauses());
    }
    out.printf(
        Locale.ROOT,
        "  %d of %d clauses covered; %d more bind writers alone%n",
        groups.stream().mapToInt(ClauseCoverage.Group::covered).sum(),
        groups.stream().mapToInt(ClauseCoverage.Group::clauses).sum(),
        coverage.writersAlone());
  }

  private String counts(List<CaseResult> results) {
    return Stream.of(
            Verdict.PASS,
            Verdict.FAIL,
            Verdict.CRASH,
            Verdict.TIMEOUT,
            Verdict.RESOURCE,
            Verdict.HARNESS,
            Verdict.UNSUPPORTED)
        .filter(verdict -> verdict == Verdict.PASS || count(results, verdict) > 0)
        .map(verdict -> paint.of(verdict, count(results, verdict) + " " + phrase(verdict)))
        .collect(Collectors.joining(", "));
  }

  private static long count(List<CaseResult> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  private static String phrase(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case CRASH -> "crashed";
      case TIMEOUT -> "timed out";
      case RESOURCE -> "took too much";
      case HARNESS -> "with trouble in the harness";
      case UNSUPPORTED -> "unsupported";
    };
  }
}
