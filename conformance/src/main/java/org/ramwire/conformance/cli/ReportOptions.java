package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ramwire.conformance.files.FileFault;
import org.ramwire.conformance.files.ReportFile;
import org.ramwire.conformance.harness.report.BadgeReport;
import org.ramwire.conformance.harness.report.HtmlReport;
import org.ramwire.conformance.harness.report.JUnitReport;
import org.ramwire.conformance.harness.report.JsonReport;
import org.ramwire.conformance.harness.run.RunReport;
import picocli.CommandLine.Option;

/** The options of a verification that name the files of its reports. */
final class ReportOptions {

  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      description =
          "write a report for programs; without FILE, or with -, print it instead of the text")
  private String json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "write JUnit XML, for Jenkins, GitLab and others")
  private Path junit;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write one HTML page that shows every failing case with its bytes")
  private Path html;

  @Option(names = "--badge", paramLabel = "FILE", description = "write an SVG badge")
  private Path badge;

  private final Map<Path, ReportFile> targets = new LinkedHashMap<>();

  ReportOptions() {}

  /** Tells whether standard output belongs to a program. */
  boolean jsonToStandardOutput() {
    return STANDARD_OUTPUT.equals(json);
  }

  /** Tells what is wrong with the options, or null. */
  String fault() {
    return json != null && json.isEmpty()
        ? "--json: expected the name of a file, or -, found an empty text"
        : null;
  }

  /**
   * Refuses a file that could not be written in the end, before the cases take their time; and
   * follows links that are there now, not what takes their places meanwhile.
   *
   * @param made a directory that the run makes; may be null
   */
  void check(Path made) throws IOException {
    for (Path file : files()) {
      boolean below = made != null && file.toAbsolutePath().startsWith(made.toAbsolutePath());
      if (!below) {
        FileFault.checkDestination(file);
      }
      targets.put(file, ReportFile.at(file));
    }
  }

  /** Removes an earlier run's reports, so that a run without a verdict leaves none behind. */
  void removeEarlier() throws IOException {
    for (ReportFile file : targets.values()) {
      file.removeEarlier();
    }
  }

  /** Returns the files that were named. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (json != null && !jsonToStandardOutput()) {
      files.add(Path.of(json));
    }
    Stream.of(junit, html, badge).filter(Objects::nonNull).forEach(files::add);
    return files;
  }

  /** Writes what was asked for; each file appears whole or not at all. */
  void write(RunReport run, PrintWriter out) throws IOException {
    if (jsonToStandardOutput()) {
      out.print(new JsonReport().text(run));
    } else if (json != null) {
      targets.get(Path.of(json)).write(new JsonReport().text(run));
    }
    if (junit != null) {
      targets.get(junit).write(JUnitReport.text(run));
    }
    if (html != null) {
      targets.get(html).write(HtmlReport.text(run));
    }
    if (badge != null) {
      targets.get(badge).write(BadgeReport.text(run));
    }
  }
}
