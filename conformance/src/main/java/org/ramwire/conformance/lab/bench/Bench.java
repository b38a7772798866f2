package org.ramwire.conformance.lab.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.ramwire.conformance.lab.history.PageHistory;

/**
 * Measures entrants on histories. An entrant that fails on a history has a fault there, and the
 * others are measured. Not thread-safe.
 */
public final class Bench {

  /**
   * What a page may take before its encoder counts as hanging: 20 ms, where it is tried one by one.
   */
  private static final long NANOS_PER_PAGE = 20_000_000;

  private final List<Entrant> entrants;
  private final List<PageHistory> histories;
  private final BenchPlan plan;
  private final Consumer<String> progress;

  /**
   * Prepares a run.
   *
   * @param entrants who takes part
   * @param histories what they encode
   * @param plan how long and how often
   * @param progress is told what is being done, a few words at a time
   */
  public Bench(
      List<Entrant> entrants,
      List<PageHistory> histories,
      BenchPlan plan,
      Consumer<String> progress) {
    this.entrants = List.copyOf(entrants);
    this.histories = List.copyOf(histories);
    this.plan = plan;
    this.progress = progress;
  }

  private PageHistory longestHistory() {
    return histories.stream()
        .max(Comparator.comparingInt(PageHistory::pages))
        .orElseThrow(() -> new IllegalArgumentException("no history to measure on"));
  }

  /**
   * Runs: proves and warms up each cell, then takes samples of all in turn, sweep by sweep.
   *
   * @return a row for each pair of entrant and history, by history and then in the entrants' order
   */
  public List<Row> run() {
    List<Lane> lanes = entrants.stream().map(Lane::new).toList();
    List<Cell> cells = new ArrayList<>();
    for (PageHistory history : histories) {
      for (Lane lane : lanes) {
        cells.add(new Cell(lane, history, plan));
      }
    }
    long limitNanos = plan.limitNanos() + longestHistory().pages() * NANOS_PER_PAGE;
    try (Worker worker = new Worker(limitNanos);
        Yardstick yardstick = new Yardstick()) {
      long start = System.nanoTime();
      int done = 0;
      for (Cell cell : cells) {
        progress.accept("warming up, " + ++done + " of " + cells.size() + ": " + cell.name());
        cell.attempt(worker, cell::prepare);
      }
      long scaling = (long) lanes.size() * ScalingRun.nanos(plan.scalingNanos());
      long left = plan.totalNanos() - scaling - (System.nanoTime() - start);
      // The yardstick is laid before and after each sample.
      long beside = 4 * yardstick.nanos();
      long[] passes = cells.stream().mapToLong(cell -> cell.passNanos() + beside).toArray();
      Schedule schedule = Schedule.fill(Math.max(0, left), passes, plan.maxSweeps());
      for (int sweep = 1; sweep <= schedule.sweeps(); sweep++) {
        for (Cell cell : cells) {
          progress.accept("sweep " + sweep + " of " + schedule.sweeps() + ": " + cell.name());
          cell.attempt(worker, () -> cell.sample(yardstick, schedule.sampleNanos()));
        }
      }
      if (plan.scalingNanos() > 0) {
        // One history shows it: threads share the machine, not the content.
        PageHistory history = longestHistory();
        for (Cell cell : cells) {
          if (cell.isOn(history)) {
            progress.accept("threads: " + cell.name());
            cell.attempt(worker, cell::scale);
          }
        }
      }
      lanes.forEach(Lane::close);
    }
    double[] beside =
        cells.stream()
            .flatMap(cell -> cell.beside().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    double usual = beside.length == 0 ? 0 : Estimate.of(beside).value();
    return cells.stream().map(cell -> cell.row(usual)).toList();
  }
}
