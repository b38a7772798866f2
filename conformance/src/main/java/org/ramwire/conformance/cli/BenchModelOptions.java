package org.ramwire.conformance.cli;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.MigrationModel;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of a benchmark that say what migration its forecasts are of. */
final class BenchModelOptions {

  /** The model and the links. */
  record Chosen(MigrationModel model, List<Double> links) {}

  @Option(
      names = "--guest",
      paramLabel = "SIZE",
      defaultValue = "16G",
      description = "forecasts: the guest's memory (default: ${DEFAULT-VALUE})")
  private String guest;

  @Option(
      names = "--working-set",
      paramLabel = "SIZE",
      defaultValue = "1G",
      description = "forecasts: what it writes at most (default: ${DEFAULT-VALUE})")
  private String workingSet;

  @Option(
      names = "--dirty-rate",
      paramLabel = "SIZE",
      defaultValue = "200M",
      description = "forecasts: how much it writes in a second (default: ${DEFAULT-VALUE})")
  private String dirtyRate;

  @Option(
      names = "--downtime",
      paramLabel = "MS",
      defaultValue = "300",
      description = "forecasts: how long it may stand still (default: ${DEFAULT-VALUE} ms)")
  private int downtime;

  @Option(
      names = "--link",
      paramLabel = "GBIT",
      description = "forecasts: a link in Gbit/s (default: 1, 10, 25 and 100)")
  private List<Double> links = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "forecasts: how many threads encode (default: ${DEFAULT-VALUE})")
  private int threads;

  BenchModelOptions() {}

  Chosen model(CommandLine command) {
    try {
      ReceiveCommand.range("--threads", threads, 1, 255);
      ReceiveCommand.range("--downtime", downtime, 1, 3_600_000);
      for (double link : links) {
        if (!(link >= 0.001 && link <= 1e6)) {
          throw new IllegalArgumentException("--link: expected 0.001 to 1000000, not " + link);
        }
      }
      MigrationModel model =
          new MigrationModel(
              size("--guest", guest),
              size("--working-set", workingSet),
              size("--dirty-rate", dirtyRate),
              downtime / 1000.0,
              threads);
      List<Double> bits = links.stream().map(gbit -> gbit * 1e9).distinct().sorted().toList();
      return new Chosen(model, bits.isEmpty() ? BenchReport.DEFAULT_LINKS : bits);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage());
    }
  }

  private static long size(String option, String text) {
    try {
      return Sizes.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage());
    }
  }
}
