package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * A channel that shows on a terminal how far it has been read; on anything else it stays silent.
 *
 * <p>Looks at the clock once for each read, and writes at most five times a second.
 */
final class Progress implements ReadableByteChannel {

  private static final long INTERVAL_NANOS = 200_000_000;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final ReadableByteChannel channel;
  private final long totalBytes;
  private final PrintStream terminal;
  private final long startNanos = System.nanoTime();
  private long readBytes;
  private long shownNanos = startNanos;
  private boolean shown;

  /** Wraps a channel of a total length, or -1 if it has none. */
  Progress(ReadableByteChannel channel, long totalBytes) {
    this.channel = channel;
    this.totalBytes = totalBytes;
    this.terminal = terminal();
  }

  /** Returns what shows progress, or null where nobody watches. */
  static PrintStream terminal() {
    return System.getenv("RAMWIRE_TERMINAL") != null ? System.err : null;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = channel.read(target);
    readBytes += Math.max(read, 0);
    if (terminal != null) {
      show();
    }
    return read;
  }

  private void show() {
    long now = System.nanoTime();
    if (now - shownNanos < INTERVAL_NANOS) {
      return;
    }
    shownNanos = now;
    shown = true;
    String done = Sizes.show(readBytes);
    if (totalBytes > 0) {
      done += " of " + Sizes.show(totalBytes) + " (" + 100 * readBytes / totalBytes + " %)";
    }
    double seconds = (now - startNanos) / 1e9;
    terminal.print(ERASE_LINE + done + ", " + Sizes.show((long) (readBytes / seconds)) + "/s");
    terminal.flush();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (shown) {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
    channel.close();
  }
}
