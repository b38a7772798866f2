package org.ramwire.xbzrle;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The decoder beside the naive model and a copy of the page; shapes without a delta do nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 25, time = 40, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("missing-explicit-ctor")
public class DecodeBenchmark {

  /** Copies the new page: the yardstick. */
  @Benchmark
  public byte[] pageCopy(PagePairs pages) {
    System.arraycopy(pages.newPages[pages.next()], 0, pages.buffer, 0, Shape.PAGE_BYTES);
    return pages.buffer;
  }

  /** Decodes with the library, in place: the same runs are written each time round. */
  @Benchmark
  public int decode(PagePairs pages) throws DeltaException {
    int i = pages.next();
    byte[] delta = pages.deltas[i];
    return XbzrleDecoder.decode(delta, 0, delta.length, pages.oldPages[i], 0, Shape.PAGE_BYTES);
  }

  /** Decodes with the model. */
  @Benchmark
  public Object naive(PagePairs pages) {
    int i = pages.next();
    return NaiveXbzrle.decode(pages.deltas[i], pages.oldPages[i]);
  }
}
