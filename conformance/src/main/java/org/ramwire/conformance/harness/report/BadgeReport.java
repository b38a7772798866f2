package org.ramwire.conformance.harness.report;

import java.util.Locale;
import org.ramwire.conformance.harness.judge.Verdict;
import org.ramwire.conformance.harness.run.RunReport;

/** A run as a badge: an SVG picture of one line, to be linked from a project's page. */
public final class BadgeReport {

  private static final String LABEL = "RAM stream";
  private static final double CHAR_PIXELS = 6.6;
  private static final int PADDING_PIXELS = 12;

  private static final String GREEN = "#1a7f37";
  private static final String RED = "#b3261e";
  private static final String GREY = "#57606a";

  private BadgeReport() {}

  /**
   * Draws a run.
   *
   * @param run all results
   * @return an SVG document
   */
  public static String text(RunReport run) {
    long total = run.verification().results().size();
    long passed = run.verification().count(Verdict.PASS);
    long unsupported = run.verification().count(Verdict.UNSUPPORTED);
    String value =
        passed == total
            ? "all " + total + " cases"
            : passed + " of " + (total - unsupported) + " cases";
    // Grey says that it is not the whole story: a choice of cases, or known failures.
    boolean known = run.verification().count(Verdict.XFAIL) > 0;
    String colour = !run.good() ? RED : run.whole() && !known ? GREEN : GREY;
    return svg(value, colour);
  }

  private static String svg(String value, String colour) {
    int left = width(LABEL);
    int right = width(value);
    String name = LABEL + ": " + value;
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20" role="img" aria-label="%s">
          <title>%s</title>
          <clipPath id="r"><rect width="%d" height="20" rx="3"/></clipPath>
          <g clip-path="url(#r)">
            <rect width="%d" height="20" fill="#24292f"/>
            <rect x="%d" width="%d" height="20" fill="%s"/>
          </g>
          <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
            <text x="%.1f" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>
            <text x="%.1f" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>
          </g>
        </svg>
        """,
        left + right,
        name,
        name,
        left + right,
        left,
        left,
        right,
        colour,
        left / 2.0,
        left - PADDING_PIXELS,
        LABEL,
        left + right / 2.0,
        right - PADDING_PIXELS,
        value);
  }

  private static int width(String text) {
    return (int) Math.round(text.length() * CHAR_PIXELS) + PADDING_PIXELS;
  }
}
