package org.ramwire.conformance.suite.library;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.format.Clause;

/** A list of cases for people. */
public final class CaseList {

  private CaseList() {}

  /**
   * Prints a choice of cases.
   *
   * @param filter the choice
   * @param byClause true for each clause with its cases, false for each group with its cases
   * @param out where it goes
   */
  public static void print(CaseFilter filter, boolean byClause, PrintWriter out) {
    if (byClause) {
      for (Clause clause : filter.clauses()) {
        out.println(clause.id() + "  " + clause.summary());
        List<ConformanceCase> cases =
            filter.cases().stream().filter(one -> one.clauses().contains(clause)).toList();
        printSome(cases, out);
        if (cases.isEmpty()) {
          out.println("    no case");
        }
      }
    } else {
      String group = "";
      for (ConformanceCase one : firstOfSeries(filter.cases())) {
        if (!one.heading().group().equals(group)) {
          group = one.heading().group();
          out.println(group);
        }
        String clauses = one.clauses().stream().map(Clause::id).collect(Collectors.joining(" "));
        out.println("    " + line(one) + " [" + clauses + "]");
        printRest(filter.cases(), one, out);
      }
    }
    out.printf(Locale.ROOT, "%d cases%n", filter.cases().size());
  }

  private static void printSome(List<ConformanceCase> cases, PrintWriter out) {
    for (ConformanceCase one : firstOfSeries(cases)) {
      out.println("    " + line(one));
      printRest(cases, one, out);
    }
  }

  /** Leaves out all of a series but its first. */
  private static List<ConformanceCase> firstOfSeries(List<ConformanceCase> cases) {
    Set<String> seen = new HashSet<>();
    return cases.stream().filter(one -> seen.add(CaseIds.seriesOrId(one))).toList();
  }

  private static void printRest(List<ConformanceCase> cases, ConformanceCase one, PrintWriter out) {
    long more =
        cases.stream()
                .filter(other -> CaseIds.seriesOrId(other).equals(CaseIds.seriesOrId(one)))
                .count()
            - 1;
    if (more > 0) {
      out.println("            and " + more + " more like it, " + CaseIds.seriesOrId(one));
    }
  }

  private static String line(ConformanceCase one) {
    String kind = one.expectation().kind().name().toLowerCase(Locale.ROOT);
    return String.format("%-7s %s: %s", kind, one.id(), one.heading().title());
  }
}
