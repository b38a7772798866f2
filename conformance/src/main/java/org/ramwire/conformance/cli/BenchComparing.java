package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

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
      defaultValue = "10",
      description =
          "with --compare, how much slower an encoder may be (default: ${DEFAULT-VALUE} %%)")
  private double tolerance;

  BenchComparing() {}

  boolean asked() {
    return files != null;
  }

  int compare(CommandLine command, BenchReports reports) throws IOException {
    throw new IOException("not there yet: " + files + tolerance + command + reports);
  }
}
