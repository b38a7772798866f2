package org.ramwire.conformance.lab.bench.report;

import org.ramwire.conformance.lab.bench.BenchReport;

/**
 * A run as one SVG picture that needs nothing else: each encoder's ratio against its throughput.
 */
public final class BenchPlot {

  private static final int WIDTH = 820;
  private static final int HEIGHT = 440;

  private BenchPlot() {}

  /**
   * Draws a report.
   *
   * @param report the figures
   * @return an SVG document, for a file of its own or a page
   */
  public static String text(BenchReport report) {
    String plot = ScatterPlot.svg(Ranking.of(report), WIDTH, HEIGHT, "plot");
    int inside = plot.indexOf('>') + 1;
    String head = plot.substring("<svg".length(), inside);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
        + WIDTH
        + "\" height=\""
        + HEIGHT
        + "\""
        + head
        + "<style>\n"
        + BenchPage.styles()
        + "</style>\n<rect width=\"100%\" height=\"100%\" style=\"fill:var(--ground)\"/>"
        + plot.substring(inside)
        + "\n";
  }
}
