package org.ramwire.compression.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.ramwire.compression.PageShape;

/**
 * The pipelines beside their rivals in one process, in turn, so that whatever else the machine does
 * meets both. Pages a second by the clock, the median of their ratios pair by pair, and the same
 * ratio by the processor time that all threads took: on as many free cores as threads the two agree
 * up to the number of threads; on a busy machine only the second says something.
 *
 * <p>{@code java -cp … org.ramwire.compression.pipeline.PairedRun [pairs]}
 */
final class PairedRun {

  /** Something that takes {@link PageWork#PAGES} pages. */
  private interface Pass {
    void run() throws Exception;
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int pairs;

  private PairedRun(int pairs) {
    this.pairs = pairs;
  }

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    PairedRun run = new PairedRun(args.length > 0 ? Integer.parseInt(args[0]) : 15);
    System.out.printf(
        "%-10s %-7s %5s %7s %14s %14s %7s %7s%n",
        "direction", "pages", "level", "threads", "rival pages/s", "ours pages/s", "clock", "cpu");
    for (PageShape shape : new PageShape[] {PageShape.TEXT, PageShape.MIXED, PageShape.RANDOM}) {
      for (int level : new int[] {1, 6, 9}) {
        PageWork work = new PageWork(shape, level);
        for (int threads : new int[] {1, 2}) {
          run.deflate(work, shape, level, threads);
          run.inflate(work, shape, level, threads);
        }
      }
    }
    PageWork work = new PageWork(PageShape.RANDOM, 1);
    for (RecordOrder order : RecordOrder.values()) {
      for (int threads : new int[] {1, 2, 4, 8}) {
        try (DeflatePipeline pipeline = PageWork.queueOnly(threads, order);
            DeflatePipeline one = PageWork.queueOnly(1, order)) {
          String name = order == RecordOrder.DETERMINISTIC ? "queue, det" : "queue";
          run.compare(
              name, "-", 0, threads, () -> work.submitAll(one), () -> work.submitAll(pipeline));
        }
      }
    }
  }

  private void deflate(PageWork work, PageShape shape, int level, int threads) throws Exception {
    try (DeflatePipeline pipeline = work.deflatePipeline(threads, RecordOrder.AS_FINISHED)) {
      Pass ours = () -> work.submitAll(pipeline);
      compare("deflate", shape.name(), level, threads, work::deflateInALoop, ours);
    }
  }

  private void inflate(PageWork work, PageShape shape, int level, int threads) throws Exception {
    try (InflatePipeline pipeline = work.inflatePipeline(threads)) {
      Pass ours = () -> work.submitAll(pipeline);
      compare("inflate", shape.name(), level, threads, work::inflateInALoop, ours);
    }
  }

  private void compare(
      String direction, String pages, int level, int threads, Pass rival, Pass ours)
      throws Exception {
    int passes = (int) Math.max(1, 100_000_000 / Math.max(1, cost(rival, 1).clockNanos()));
    cost(ours, 2 * passes);
    cost(rival, 2 * passes);
    double[][] seen = new double[4][pairs];
    for (int pair = 0; pair < pairs; pair++) {
      double count = (double) PageWork.PAGES * passes;
      Cost rivals = cost(rival, passes);
      Cost own = cost(ours, passes);
      seen[0][pair] = 1e9 * count / rivals.clockNanos();
      seen[1][pair] = 1e9 * count / own.clockNanos();
      seen[2][pair] = (double) rivals.clockNanos() / own.clockNanos();
      seen[3][pair] = (double) rivals.processorNanos() / own.processorNanos();
    }
    System.out.printf(
        Locale.ROOT,
        "%-10s %-7s %5d %7d %14.0f %14.0f %7.3f %7.3f%n",
        direction,
        pages,
        level,
        threads,
        median(seen[0]),
        median(seen[1]),
        median(seen[2]),
        median(seen[3]));
  }

  private record Cost(long clockNanos, long processorNanos) {}

  private static Cost cost(Pass pass, int passes) throws Exception {
    long clock = System.nanoTime();
    long processor = processorNanos();
    for (int i = 0; i < passes; i++) {
      pass.run();
    }
    return new Cost(System.nanoTime() - clock, processorNanos() - processor);
  }

  private static long processorNanos() {
    long nanos = 0;
    for (long id : THREADS.getAllThreadIds()) {
      nanos += Math.max(0, THREADS.getThreadCpuTime(id));
    }
    return nanos;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
