package org.ramwire.conformance.verify;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ramwire.conformance.cases.ConformanceCase;
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
        cases.forEach(one -> out.println("    " + line(one)));
        if (cases.isEmpty()) {
          out.println("    no case");
        }
      }
    } else {
      String group = "";
      for (ConformanceCase one : filter.cases()) {
        if (!one.heading().group().equals(group)) {
          group = one.heading().group();
          out.println(group);
        }
        String clauses = one.clauses().stream().map(Clause::id).collect(Collectors.joining(" "));
        out.println("    " + line(one) + " [" + clauses + "]");
      }
    }
    out.printf(Locale.ROOT, "%d cases%n", filter.cases().size());
  }

  private static String line(ConformanceCase one) {
    String kind = one.expectation().kind().name().toLowerCase(Locale.ROOT);
    return String.format("%-7s %s: %s", kind, one.id(), one.heading().title());
  }
}
