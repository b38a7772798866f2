package org.ramwire.conformance.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ramwire.conformance.lab.bench.Bench;
import org.ramwire.conformance.lab.bench.BenchPlan;
import org.ramwire.conformance.lab.bench.BenchReport;
import org.ramwire.conformance.lab.bench.Entrant;
import org.ramwire.conformance.lab.bench.Machines;
import org.ramwire.conformance.lab.bench.Row;
import org.ramwire.conformance.lab.bench.jmh.JmhBench;
import org.ramwire.conformance.lab.bench.qemu.QemuRows;
import org.ramwire.conformance.lab.history.PageHistory;
import picocli.CommandLine;

/** One run of the benchmark, and the report of it. */
final class BenchRun {

  private static final int JMH_ITERATIONS = 6;
  private static final int JMH_MILLIS = 250;

  private final BenchEncoders encoders;
  private final List<PageHistory> histories;
  private final BenchModelOptions.Chosen model;
  private final BenchQemu qemu;

  BenchRun(
      BenchEncoders encoders,
      List<PageHistory> histories,
      BenchModelOptions.Chosen model,
      BenchQemu qemu) {
    this.encoders = encoders;
    this.histories = histories;
    this.model = model;
    this.qemu = qemu;
  }

  /** Measures, under JMH too if there are forks. */
  BenchReport measure(CommandLine command, int seconds, int forks, Consumer<String> progress)
      throws IOException {
    List<Entrant> entrants = encoders.entrants(command);
    BenchReport.Machine machine = Machines.here();
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long startNanos = System.nanoTime();
    QemuRows.Found real = qemu.measure(histories, forks > 0, progress);
    BenchPlan plan =
        BenchPlan.lasting(entrants.size() * histories.size(), entrants.size(), seconds);
    List<Row> rows = new Bench(entrants, histories, plan, progress).run();
    if (forks > 0) {
      rows =
          new JmhBench(forks, JMH_ITERATIONS, JMH_MILLIS, progress)
              .measure(rows, histories, encoders.javaNames(), encoders.providers());
    }
    List<String> notes = List.of();
    if (real != null) {
      rows = Stream.concat(rows.stream(), real.rows().stream()).toList();
      notes = real.notes();
      machine = machine.withLibrary("qemu", real.version());
    }
    return new BenchReport(
        VersionLines.PROGRAM,
        words(command),
        start.toString(),
        (System.nanoTime() - startNanos) / 1e9,
        forks > 0 ? BenchReport.Mode.JMH : BenchReport.Mode.QUICK,
        machine,
        histories.stream().map(BenchReport.Corpus::of).toList(),
        model.model(),
        model.links(),
        rows,
        notes);
  }

  private static String words(CommandLine command) {
    List<String> words = new ArrayList<>(List.of("ramwire"));
    for (String word : command.getParseResult().originalArgs()) {
      words.add(word.matches("[\\w./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", words);
  }
}
