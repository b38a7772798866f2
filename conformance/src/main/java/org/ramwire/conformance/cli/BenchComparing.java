package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ramwire.conformance.lab.bench.compare.BenchComparison;
import org.ramwire.conformance.lab.bench.report.BenchJson;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a benchmark that compare two of its reports. */
final class BenchComparing {

  @Option(
      names = "--compare",
      paramLabel = "JSON",
      arity = "2",
      description = "measure nothing; say what changed from one JSON report to another")
  private List<Path> files;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "" + BenchComparison.DEFAULT_TOLERANCE,
      description =
          "with --compare, how many percent slower an encoder may be (default: ${DEFAULT-VALUE})")
  private double tolerance;

  BenchComparing() {}

  boolean asked() {
    return files != null;
  }

  /** Compares, prints what changed, and returns the exit code. */
  int compare(CommandLine command, BenchReports reports) throws IOException {
    if (!(tolerance >= 0 && tolerance <= 1000)) {
      throw new ParameterException(
          command, "--tolerance: expected 0 to 1000 percent, not " + tolerance);
    }
    BenchComparison comparison =
        BenchComparison.of(BenchJson.read(files.get(0)), BenchJson.read(files.get(1)), tolerance);
    reports.write(comparison, command.getOut());
    if (comparison.compared() == 0) {
      throw new ParameterException(
          command, "--compare: the two runs have no encoder on the same pages in common");
    }
    return comparison.regression() ? ExitCode.CASE_FAILED : ExitCode.OK;
  }
}
