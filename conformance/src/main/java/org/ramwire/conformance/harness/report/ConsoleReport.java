package org.ramwire.conformance.harness.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.ClauseCoverage;
import org.ramwire.conformance.harness.run.RunReport;
import org.ramwire.conformance.harness.run.VerificationReport;
import org.ramwire.conformance.suite.library.CaseFilter;
import org.ramwire.format.Clause;

/**
 * A verification's report for people: the worst first, then the sums. Long lists end with a pointer
 * to the reports that have all.
 */
public final class ConsoleReport {

  /** Further failures get a line each: nobody reads more at once. */
  private static final int MAX_DETAILED = 10;

  /** And not even a line beyond these. */
  private static final int MAX_LINES = 20;

  /** Lines for each clause of a choice, which is there to be looked at, within limits. */
  private static final int MAX_LINES_A_CLAUSE = 50;

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
   * Prints failures, deviations from the expected failures, sums, and which cases they are of.
   *
   * @param run all results
   * @param filter the choice of cases, or null if all were run
   */
  public void print(RunReport run, CaseFilter filter) {
    print(run.verification(), filter);
    run.notes().forEach(note -> out.println("  " + note));
    run.deviations()
        .forEach(
            deviation ->
                out.println("  " + paint.of(Verdict.FAIL, "not as expected") + "  " + deviation));
    out.println("  " + run.suite().text());
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
      bad.stream().skip(MAX_DETAILED).limit(MAX_LINES).forEach(result -> printLine("  ", result));
      int unlisted = bad.size() - MAX_DETAILED - MAX_LINES;
      if (unlisted > 0) {
        out.println("  and " + unlisted + " more, which --html FILE shows");
      }
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
    out.println("  see       " + PlainText.whereToRead(result.testCase().clauses().get(0)));
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
      results.stream().limit(MAX_LINES_A_CLAUSE).forEach(result -> printLine("    ", result));
      int unlisted = results.size() - MAX_LINES_A_CLAUSE;
      if (unlisted > 0) {
        out.println("    and " + unlisted + " more");
      }
    }
    out.println();
  }

  /**
   * Prints how many cases passed, in one line.
   *
   * @param report all results
   * @param deviations what else keeps the run from being good
   */
  public void printVerdict(VerificationReport report, List<String> deviations) {
    double seconds = report.time().toMillis() / 1000.0;
    out.printf(
        Locale.ROOT,
        "%s: %d case%s: %s in %.1f s%s%n",
        report.implementation(),
        report.results().size(),
        report.results().size() == 1 ? "" : "s",
        counts(report.results()),
        seconds,
        deviations.isEmpty() ? "" : "; not as expected: " + String.join("; ", deviations));
  }

  private void printSums(VerificationReport report, ClauseCoverage coverage, boolean all) {
    printVerdict(report, List.of());
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
        "  %d of %d clauses covered; not counted: %d that only a writer can break%n",
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
            Verdict.XPASS,
            Verdict.XFAIL,
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
      case XPASS -> "passed unexpectedly";
      case XFAIL -> "failed as expected";
      case UNSUPPORTED -> "unsupported";
    };
  }
}
