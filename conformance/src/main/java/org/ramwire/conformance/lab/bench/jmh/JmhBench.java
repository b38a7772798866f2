package org.ramwire.conformance.lab.bench.jmh;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.ramwire.conformance.files.Trees;
import org.ramwire.conformance.lab.bench.Estimate;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.history.HistoryFile;
import org.ramwire.conformance.lab.history.PageHistory;

/**
 * Measures the encoders that run in a JVM again, under JMH: in processes of their own, with their
 * own warm-up, and with its error bars at 99.9 %. Not thread-safe.
 */
public final class JmhBench {

  private static final double CONFIDENCE = 0.999;

  private final int forks;
  private final int iterations;
  private final TimeValue time;
  private final Consumer<String> progress;

  /**
   * Prepares a run.
   *
   * @param forks how many processes measure each pair of encoder and history
   * @param iterations how many times each measures, after half as many to warm up
   * @param millis how long an iteration is
   * @param progress is told what is being done
   */
  public JmhBench(int forks, int iterations, int millis, Consumer<String> progress) {
    this.forks = forks;
    this.iterations = iterations;
    this.time = TimeValue.milliseconds(millis);
    this.progress = progress;
  }

  /**
   * Measures again what has figures.
   *
   * @param rows with the figures of a quick run, which say what is encoded losslessly, to how many
   *     bytes, with how much allocation
   * @param histories the histories of the rows
   * @param names the encoders that run in a JVM
   * @param providers jars with further encoders
   * @return the rows, with JMH's times where it measured
   * @throws IOException if JMH cannot run
   */
  public List<Row> measure(
      List<Row> rows, List<PageHistory> histories, List<String> names, List<Path> providers)
      throws IOException {
    Path directory = Files.createTempDirectory("ramwire-bench");
    try {
      Map<String, Path> files = new HashMap<>();
      for (PageHistory history : histories) {
        Path file = directory.resolve(files.size() + ".pages");
        HistoryFile.write(history, file);
        files.put(history.name(), file);
      }
      String path =
          providers.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
      List<Row> measured = new ArrayList<>();
      int done = 0;
      for (Row row : rows) {
        progress.accept(
            "JMH, " + ++done + " of " + rows.size() + ": " + row.encoder() + " on " + row.corpus());
        boolean mine = row.figures() != null && names.contains(row.encoder());
        measured.add(mine ? measure(row, files.get(row.corpus()), path) : row);
      }
      return measured;
    } finally {
      Trees.delete(directory);
    }
  }

  private Row measure(Row row, Path corpus, String providers) throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + PassBenchmark.class.getName() + "\\.")
            .param("encoder", row.encoder())
            .param("corpus", corpus.toString())
            .forks(forks)
            .warmupIterations((iterations + 1) / 2)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!providers.isEmpty()) {
      options.param("providers", providers);
    }
    Map<String, Estimate> times = new LinkedHashMap<>();
    try {
      for (RunResult result : new Runner(options.build()).run()) {
        BenchmarkParams params = result.getParams();
        String name = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        times.put(name, estimate(result.getPrimaryResult(), row.figures().pages()));
      }
    } catch (RunnerException e) {
      return new Row(
          row.encoder(),
          row.kind(),
          row.corpus(),
          "JMH could not measure it: " + e.getMessage(),
          null);
    }
    Row.Figures quick = row.figures();
    Row.Figures figures =
        new Row.Figures(
            quick.pages(),
            quick.pageBytes(),
            quick.payloadBytes(),
            quick.plainPages(),
            times.get("encode"),
            times.get("decode"),
            quick.allocatedBytes(),
            quick.scaling());
    return new Row(row.encoder(), row.kind(), row.corpus(), null, figures);
  }

  /** A pass's mean as time a page, with JMH's interval. */
  private static Estimate estimate(Result<?> pass, int pages) {
    double value = pass.getScore() / pages;
    double error = pass.getScoreError() / pages;
    int samples = (int) pass.getSampleCount();
    return Double.isNaN(error)
        ? new Estimate(value, value, value, 0, samples)
        : new Estimate(value, Math.max(0, value - error), value + error, CONFIDENCE, samples);
  }
}
