package org.ramwire.xbzrle;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** The command that runs the benchmarks and prints them as multiples of a page copy. */
final class Benchmarks {

  private static final String YARDSTICK = "pageCopy";

  private Benchmarks() {}

  /** Takes the options of JMH's own command line: a pattern of names, {@code -p pairs=16} … */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    // Benchmark class and parameters, then method, then ns a page: of the fastest iteration, since
    // what else the machine does can only add to it.
    Map<String, Map<String, Double>> rows = new TreeMap<>();
    for (RunResult result : new Runner(new CommandLineOptions(args)).run()) {
      BenchmarkParams params = result.getParams();
      String name = params.getBenchmark();
      int methodAt = name.lastIndexOf('.');
      String type = name.substring(name.lastIndexOf('.', methodAt - 1) + 1, methodAt);
      String row =
          params.getParamsKeys().stream()
              .map(params::getParam)
              .collect(Collectors.joining(" ", type + " ", ""));
      rows.computeIfAbsent(row, key -> new TreeMap<>())
          .put(name.substring(methodAt + 1), result.getPrimaryResult().getStatistics().getMin());
    }
    System.out.println("Java " + System.getProperty("java.version") + ", ns a page (page copies)");
    rows.forEach((row, scores) -> System.out.println(line(row, scores)));
  }

  private static String line(String row, Map<String, Double> scores) {
    double copy = scores.getOrDefault(YARDSTICK, Double.NaN);
    return scores.entrySet().stream()
        .map(
            score ->
                String.format(
                    "%s %.1f (%.2f)", score.getKey(), score.getValue(), score.getValue() / copy))
        .collect(Collectors.joining("  ", String.format("%-45s ", row), ""));
  }
}
