package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.compare.BenchComparison;
import org.ramwire.conformance.lab.bench.report.BenchCsv;
import org.ramwire.conformance.lab.bench.report.BenchJson;
import org.ramwire.conformance.lab.bench.report.BenchPage;
import org.ramwire.conformance.lab.bench.report.BenchPlot;
import org.ramwire.conformance.lab.bench.report.BenchTable;
import picocli.CommandLine.Option;

/** The options of a benchmark that name its reports. */
final class BenchReports {

  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      description =
          "write a report for programs; without FILE, or with -, print it instead of the table")
  private String json;

  @Option(names = "--csv", paramLabel = "FILE", description = "write the rows as CSV")
  private Path csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write one HTML page with plots, which needs nothing else")
  private Path html;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "write the plot of ratio against throughput alone, as SVG")
  private Path svg;

  @Option(
      names = "--by-corpus",
      description = "print the rows of each corpus, too, and not only the summary of each encoder")
  private boolean byCorpus;

  private final Map<Path, ReportFile> targets = new LinkedHashMap<>();

  BenchReports() {}

  boolean jsonToStandardOutput() {
    return STANDARD_OUTPUT.equals(json);
  }

  /** Refuses a file that could not be written in the end, before the run takes its time. */
  void check() throws IOException {
    if (json != null && !jsonToStandardOutput()) {
      check(Ramwire.path(json));
    }
    check(csv);
    check(html);
    check(svg);
  }

  private void check(Path file) throws IOException {
    if (file != null) {
      FileFault.checkDestination(file);
      Path place = file.toAbsolutePath().normalize();
      for (Path other : targets.keySet()) {
        if (other.toAbsolutePath().normalize().equals(place)) {
          throw new IOException(file + ": two reports cannot go to one file");
        }
      }
      targets.put(file, ReportFile.at(file));
    }
  }

  /** Writes what was asked for; each file appears whole or not at all. */
  void write(BenchReport report, PrintWriter out) throws IOException {
    if (jsonToStandardOutput()) {
      out.print(BenchJson.text(report));
    } else {
      out.print(BenchTable.text(report, byCorpus));
      if (json != null) {
        targets.get(Path.of(json)).write(BenchJson.text(report));
      }
    }
    out.flush();
    if (csv != null) {
      targets.get(csv).write(BenchCsv.text(report));
    }
    if (html != null) {
      targets.get(html).write(BenchPage.text(report));
    }
    if (svg != null) {
      targets.get(svg).write(BenchPlot.text(report));
    }
  }

  /** Writes what a comparison found. */
  void write(BenchComparison comparison, PrintWriter out) throws IOException {
    if (jsonToStandardOutput()) {
      out.print(comparison.json());
    } else {
      out.print(comparison.text());
      if (json != null) {
        Path file = Ramwire.path(json);
        check(file);
        targets.get(file).write(comparison.json());
      }
    }
    out.flush();
  }
}
