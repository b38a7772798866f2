package org.ramwire.xbzrle;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The zero page test beside a comparison with a page of zeros and a copy of the page. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 25, time = 40, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("missing-explicit-ctor")
public class ZeroPageBenchmark {

  private static final int PAGE_BYTES = 4096;

  /** 16 pages stay in the cache, 4096 do not. */
  @Param({"16", "4096"})
  int pages;

  /** Where the one byte lies that is not zero; -1 for none. */
  @Param({"-1", "0", "64", "4095"})
  int nonZeroAt;

  private final byte[] zeros = new byte[PAGE_BYTES];
  private final byte[] buffer = new byte[PAGE_BYTES];
  private byte[][] content;
  private int next;

  /** Makes the pages. */
  @Setup
  public void makePages() {
    content = new byte[pages][PAGE_BYTES];
    if (nonZeroAt >= 0) {
      for (byte[] page : content) {
        page[nonZeroAt] = 1;
      }
    }
  }

  private byte[] nextPage() {
    next = next + 1 & pages - 1;
    return content[next];
  }

  /** Copies a page: the yardstick. */
  @Benchmark
  public byte[] pageCopy() {
    System.arraycopy(nextPage(), 0, buffer, 0, PAGE_BYTES);
    return buffer;
  }

  /** Tests with the library. */
  @Benchmark
  public boolean isZero() {
    return ZeroPage.isZero(nextPage(), 0, PAGE_BYTES);
  }

  /** Compares with a page of zeros. */
  @Benchmark
  public boolean mismatch() {
    return Arrays.mismatch(nextPage(), zeros) < 0;
  }
}
