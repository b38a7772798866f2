package org.ramwire.conformance.lab.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.history.PageHistory;

/** An encoder on a history: its samples so far, or what it failed with. Not thread-safe. */
final class Cell {

  /** A warm-up is over when so many blocks of passes agree. */
  private static final int STEADY_BLOCKS = 3;

  private static final double STEADY = 0.03;

  /** What the JVM itself may do beside an encoder: compiling and collecting. */
  private static final long ELSEWHERE_NANOS = 50_000_000;

  private final Lane lane;
  private final PageHistory history;
  private final BenchPlan plan;
  private final List<Double> encodeNanos = new ArrayList<>();
  private final List<Double> decodeNanos = new ArrayList<>();

  /** What the last pass took by the clock. */
  private long passNanos;

  /** Processor time while samples were taken: of the thread that takes them, and of all. */
  private long ownNanos;

  private long allNanos;

  /** What the yardstick took beside each sample. */
  private final List<Double> beside = new ArrayList<>();

  private final List<Row.Scaling> scaling = new ArrayList<>();
  private double allocatedBytes = Double.POSITIVE_INFINITY;
  private @Nullable EncoderKind kind;
  private @Nullable Pass last;
  private @Nullable String fault;

  Cell(Lane lane, PageHistory history, BenchPlan plan) {
    this.lane = lane;
    this.history = history;
    this.plan = plan;
  }

  String name() {
    return lane.entrant.name() + " on " + history.name();
  }

  boolean isOn(PageHistory other) {
    return history == other;
  }

  /** Takes a step unless an earlier one failed, and keeps its fault. */
  void attempt(Worker worker, Worker.Step step) {
    if (fault == null) {
      fault = lane.out();
    }
    if (fault != null) {
      return;
    }
    try {
      worker.run(step);
    } catch (EncoderFault e) {
      fault = e.getMessage();
      lane.failed(e);
    }
  }

  /** Opens and proves the encoder, and runs it until its time is steady. */
  void prepare() throws EncoderFault {
    kind = lane.entrant.kind(history.pageSize());
    lane.entrant.prove(history);
    long start = System.nanoTime();
    double before = 0;
    int agreeing = 0;
    while (agreeing < STEADY_BLOCKS && System.nanoTime() - start < plan.warmUpNanos()) {
      double now = fastest(plan.warmUpNanos() / 20)[0];
      agreeing = Math.abs(now - before) <= STEADY * now ? agreeing + 1 : 0;
      before = now;
    }
  }

  /**
   * Takes a sample: the fastest pass of a stretch of time, since other work can only add to it; and
   * what the yardstick takes before and after it.
   */
  void sample(Yardstick yardstick, long sampleNanos) throws EncoderFault {
    long before = yardstick.nanos();
    long own = Stopwatch.nanos();
    long all = Stopwatch.processNanos();
    double[] nanos = fastest(sampleNanos);
    ownNanos += Stopwatch.nanos() - own;
    allNanos += Stopwatch.processNanos() - all;
    beside.add((before + yardstick.nanos()) / 2.0);
    encodeNanos.add(nanos[0]);
    decodeNanos.add(nanos[1]);
  }

  /** Returns what a pass takes by the clock; 0 if the cell has a fault. */
  long passNanos() {
    return fault == null ? passNanos : 0;
  }

  /** Returns what the yardstick took beside the samples. */
  List<Double> beside() {
    return beside;
  }

  /** Measures several threads. */
  void scale() throws EncoderFault {
    scaling.addAll(ScalingRun.measure(lane.entrant, history, plan.scalingNanos()));
  }

  /** Makes passes for a time, one at least; returns the least time a page to encode and decode. */
  private double[] fastest(long nanos) throws EncoderFault {
    OpenEncoder encoder = lane.encoder(history.pageSize());
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    long start = System.nanoTime();
    long passStart = start;
    do {
      Pass pass = encoder.pass(history, 0, history.pages());
      if (last != null && pass.payloadBytes() != last.payloadBytes()) {
        throw new EncoderFault(
            "it gives other bytes each time: "
                + pass.payloadBytes()
                + " and, before, "
                + last.payloadBytes());
      }
      last = pass;
      least[0] = Math.min(least[0], (double) pass.encodeNanos() / pass.pages());
      least[1] = Math.min(least[1], (double) pass.decodeNanos() / pass.pages());
      allocatedBytes =
          pass.allocatedBytes() < 0
              ? -1
              : Math.min(allocatedBytes, (double) pass.allocatedBytes() / pass.pages());
      long now = System.nanoTime();
      passNanos = now - passStart;
      passStart = now;
    } while (passStart - start < nanos);
    return least;
  }

  /**
   * Sums up.
   *
   * @param usual what the yardstick usually took in this run: each sample is scaled to it
   */
  Row row(double usual) {
    // Of a program's encoder nothing runs in this JVM but the threads that talk to it.
    long elsewhere = lane.entrant instanceof JavaEntrant ? allNanos - ownNanos : 0;
    if (fault == null && elsewhere > ownNanos && elsewhere > ELSEWHERE_NANOS) {
      fault =
          String.format(
              "it works in other threads: %d ms of processor time there, %d ms in the one that"
                  + " called it",
              elsewhere / 1_000_000, ownNanos / 1_000_000);
    }
    if (fault != null) {
      return new Row(lane.entrant.name(), kind, history.name(), fault, null);
    }
    Row.Figures figures =
        new Row.Figures(
            history.pages(),
            history.pageSize().bytes(),
            last.payloadBytes(),
            last.plainPages(),
            estimate(encodeNanos, usual),
            estimate(decodeNanos, usual),
            allocatedBytes,
            List.copyOf(scaling));
    return new Row(lane.entrant.name(), kind, history.name(), null, figures);
  }

  private Estimate estimate(List<Double> samples, double usual) {
    double[] scaled = new double[samples.size()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = samples.get(i) * usual / beside.get(i);
    }
    return Estimate.of(scaled);
  }
}
