package org.ramwire.conformance.lab.bench;

import java.util.zip.Deflater;
import org.ramwire.conformance.lab.history.BuiltInHistory;
import org.ramwire.format.PageSize;

/**
 * A piece of work that is always the same, to tell how fast the machine is at a moment: a busy
 * neighbour, or a processor that changes its clock, makes it slower and encoders with it. It
 * deflates eight pages of text by the JVM's zlib, in which nothing depends on what the JVM has
 * compiled so far. Not thread-safe.
 */
final class Yardstick implements AutoCloseable {

  private static final int PAGES = 8;
  private static final int ATTEMPTS = 2;

  private final Deflater deflater = new Deflater(1);
  private final byte[] text = BuiltInHistory.TEXT.make(PageSize.X86, PAGES).after();
  private final byte[] target = new byte[text.length];

  /** Returns the processor time that the work takes now: the less of two attempts. */
  long nanos() {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long start = Stopwatch.nanos();
      deflater.reset();
      deflater.setInput(text);
      deflater.finish();
      deflater.deflate(target);
      least = Math.min(least, Stopwatch.nanos() - start);
    }
    return least;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
