package org.ramwire.xbzrle;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The encoder beside the naive model and a copy of the page. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 25, time = 40, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("missing-explicit-ctor")
public class EncodeBenchmark {

  /** Copies the new page: the yardstick. */
  @Benchmark
  public byte[] pageCopy(PagePairs pages) {
    System.arraycopy(pages.newPages[pages.next()], 0, pages.buffer, 0, Shape.PAGE_BYTES);
    return pages.buffer;
  }

  /** Encodes with the library. */
  @Benchmark
  public int encode(PagePairs pages) {
    int i = pages.next();
    return pages.encoder.encode(
        pages.oldPages[i], 0, pages.newPages[i], 0, pages.buffer, 0, Shape.PAGE_BYTES);
  }

  /** Encodes with the model. */
  @Benchmark
  public byte[] naive(PagePairs pages) {
    int i = pages.next();
    return NaiveXbzrle.encode(pages.oldPages[i], pages.newPages[i], Shape.PAGE_BYTES);
  }
}
