package org.ramwire.conformance.verify;

import java.io.PrintWriter;
import org.ramwire.conformance.cases.ConformanceCase;
import org.ramwire.conformance.cases.Role;
import org.ramwire.format.Clause;
import org.ramwire.format.SpecText;

/** A case in full, for people: what it holds, what is expected, why, and the clauses' text. */
public final class CaseText {

  private static final int MAX_STREAM_LINES = 200;

  private CaseText() {}

  /**
   * Prints a case.
   *
   * @param one the case
   * @param out where it goes
   */
  public static void print(ConformanceCase one, PrintWriter out) {
    out.println(one.id() + ": " + one.heading().title());
    out.println();
    out.println("expected  " + Judge.expectedText(one.expectation()));
    out.println("why       " + one.heading().why());
    out.println("source    " + one.heading().source());
    out.println("run       ramwire verify --iut CMD --filter " + one.id() + " --keep DIR");
    out.println();
    out.println(CaseDescription.FILE_NAME);
    CaseDescription.of(one).text().lines().forEach(line -> out.println("  " + line));
    if (one.role() == Role.DECODE) {
      out.println();
      out.println(CaseDescription.STREAM_NAME);
      Evidence.annotated(one).all(MAX_STREAM_LINES).forEach(out::println);
    }
    for (Clause clause : one.clauses()) {
      out.println();
      out.println(SpecText.of(clause));
    }
    out.flush();
  }
}
