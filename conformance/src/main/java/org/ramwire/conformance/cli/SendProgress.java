package org.ramwire.conformance.cli;

import java.io.Closeable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import org.ramwire.sender.SenderStatistics;

/** A line on a terminal that shows how a sending goes, five times a second. */
final class SendProgress implements Closeable {

  private static final long INTERVAL_MILLIS = 200;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Supplier<SenderStatistics> statistics;
  private final PrintStream terminal;
  private final Thread thread;
  private long lastNanos = System.nanoTime();
  private long lastBytes;
  private double bytesPerSecond;

  /**
   * Prepares a line.
   *
   * @param terminal null where nobody watches
   */
  SendProgress(Supplier<SenderStatistics> statistics, PrintStream terminal) {
    this.statistics = statistics;
    this.terminal = terminal;
    this.thread = new Thread(this::run, "send progress");
    thread.setDaemon(true);
  }

  void start() {
    if (terminal != null) {
      thread.start();
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL_MILLIS);
        terminal.print(ERASE_LINE + line(statistics.get(), System.nanoTime()));
        terminal.flush();
      }
    } catch (InterruptedException e) {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
  }

  /** Builds the line. */
  String line(SenderStatistics now, long nanos) {
    double seconds = Math.max(1, nanos - lastNanos) / 1e9;
    double rate = (now.transferredBytes() - lastBytes) / seconds;
    // The last intervals count too, so that the number can be read.
    bytesPerSecond = lastBytes == 0 ? rate : (2 * bytesPerSecond + rate) / 3;
    lastNanos = nanos;
    lastBytes = now.transferredBytes();
    String line =
        String.format(
            Locale.ROOT,
            "round %d: %s sent, %s/s, %s of %s left, %d zero %d plain",
            now.dirtySyncCount(),
            Sizes.show(now.transferredBytes()),
            Sizes.show((long) bytesPerSecond),
            Sizes.show(now.remainingBytes()),
            Sizes.show(now.totalBytes()),
            now.duplicatePages(),
            now.normalPages());
    if (now.compressedPages() > 0) {
      line += " " + now.compressedPages() + " compressed";
    }
    if (now.xbzrleCacheBytes() > 0) {
      line += " " + now.xbzrlePages() + " xbzrle";
    }
    if (now.dirtyPagesRate() > 0) {
      line += ", " + now.dirtyPagesRate() + " pages/s dirtied";
    }
    return now.throttlePercent() > 0 ? line + ", throttle " + now.throttlePercent() + " %" : line;
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
