package org.ramwire.compression.pipeline;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ramwire.compression.PageShape;

/**
 * Pages a second that the deflating pipeline hands around when its codec costs nothing: what the
 * queueing would cap on a machine with any number of cores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueBenchmark {

  /** How many threads, the caller's included. */
  @Param({"1", "2", "4", "8"})
  int threads;

  /** The order of the records. */
  @Param({"AS_FINISHED", "DETERMINISTIC"})
  RecordOrder order;

  private PageWork work;
  private DeflatePipeline pipeline;

  /** Makes the pages and starts the threads. */
  @Setup(Level.Trial)
  public void start() {
    work = new PageWork(PageShape.RANDOM, 1);
    pipeline = PageWork.queueOnly(threads, order);
  }

  /** Stops the threads. */
  @TearDown(Level.Trial)
  public void stop() {
    pipeline.close();
  }

  /** Copies, tests for zero, hands over, takes back and writes. */
  @Benchmark
  @OperationsPerInvocation(PageWork.PAGES)
  public void queue() throws IOException {
    work.submitAll(pipeline);
  }
}
