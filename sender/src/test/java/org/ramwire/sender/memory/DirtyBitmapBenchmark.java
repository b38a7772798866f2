package org.ramwire.sender.memory;

import java.util.Random;
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

/**
 * A round over 1 TiB of pages of 4 KiB, most of them clean: the log synced into the bitmap, and
 * every dirty page found and made clean; beside a walk over the 32 MiB of a plain bitmap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class DirtyBitmapBenchmark {

  private static final long PAGES = 1L << 28;

  /** How many pages a round has, spread over the whole. */
  @Param({"0", "1", "1000", "100000"})
  int dirtyPages;

  private final DirtyLog log = new DirtyLog(PAGES);
  private final DirtyBitmap bitmap = new DirtyBitmap(PAGES);
  private final long[] plain = new long[(int) (PAGES / Long.SIZE)];
  private long[] pages;

  /** Chooses the pages. */
  @Setup
  public void choosePages() {
    pages = new Random(1).longs(dirtyPages, 0, PAGES).toArray();
  }

  /** Notes, syncs and searches: the noting is the guest's work. */
  @Benchmark
  public long noteSyncAndSearch() {
    for (long page : pages) {
      log.note(page);
    }
    log.take(bitmap);
    long found = 0;
    for (long page = bitmap.next(0); page < PAGES; page = bitmap.next(page + 1)) {
      bitmap.clear(page);
      found++;
    }
    return found;
  }

  /** Walks over a bitmap without a summary: the yardstick. */
  @Benchmark
  public long walkOverPlainBitmap() {
    long found = 0;
    for (long word : plain) {
      found += Long.bitCount(word);
    }
    return found;
  }
}
