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

/** Pages a second through the deflating pipeline, beside a plain loop over the same pages. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeflateBenchmark {

  /** What the pages look like. */
  @Param({"TEXT", "MIXED", "RANDOM"})
  PageShape shape;

  /** Zlib's level. */
  @Param({"1", "6", "9"})
  int level;

  private PageWork work;
  private DeflatePipeline one;
  private DeflatePipeline two;

  /** Makes the pages and starts the threads. */
  @Setup(Level.Trial)
  public void start() {
    work = new PageWork(shape, level);
    one = work.deflatePipeline(1, RecordOrder.AS_FINISHED);
    two = work.deflatePipeline(2, RecordOrder.AS_FINISHED);
  }

  /** Stops the threads. */
  @TearDown(Level.Trial)
  public void stop() {
    one.close();
    two.close();
  }

  /** The rival. */
  @Benchmark
  @OperationsPerInvocation(PageWork.PAGES)
  public long plainLoop() {
    return work.deflateInALoop();
  }

  /** One thread: the caller's. */
  @Benchmark
  @OperationsPerInvocation(PageWork.PAGES)
  public void oneThread() throws IOException {
    work.submitAll(one);
  }

  /** Two threads: the caller's and another. */
  @Benchmark
  @OperationsPerInvocation(PageWork.PAGES)
  public void twoThreads() throws IOException {
    work.submitAll(two);
  }
}
