package org.ramwire.conformance.harness.judge;

import java.io.PrintWriter;
import java.util.List;
import org.ramwire.conformance.files.PlainText;
import org.ramwire.conformance.harness.protocol.CaseDescription;
import org.ramwire.conformance.stream.anatomy.AnnotatedStream;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Role;
import org.ramwire.format.Clause;

/** A case in full, for people: what it holds, what is expected, why, and the clauses' text. */
public final class CaseText {

  private static final int MAX_STREAM_LINES = 1000;

  private CaseText() {}

  /**
   * Prints a case.
   *
   * @param one the case
   * @param all true for every byte of its stream, also of its pages
   * @param out where it goes
   */
  public static void print(ConformanceCase one, boolean all, PrintWriter out) {
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
      AnnotatedStream stream = Evidence.annotated(one);
      List<String> lines =
          all
              ? stream.all(Integer.MAX_VALUE - 1, AnnotatedStream.Detail.ALL)
              : stream.all(MAX_STREAM_LINES, AnnotatedStream.Detail.FIELDS);
      lines.forEach(out::println);
    }
    for (Clause clause : one.clauses()) {
      out.println();
      out.println(PlainText.of(clause));
    }
    out.flush();
  }
}
