package org.ramwire.conformance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.ramwire.codec.RamBlock;

/**
 * A channel that shows on a terminal how far it has been read; on anything else it stays silent.
 *
 * <p>Looks at the clock once for each read, and writes at most five times a second.
 */
final class Progress implements ReadableByteChannel {

  private static final long INTERVAL_NANOS = 200_000_000;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final ReadableByteChannel channel;
  private final String what;
  private final long totalBytes;
  private final PrintStream terminal;
  private final long startNanos = System.nanoTime();
  private long readBytes;
  private long shownNanos = startNanos;
  private boolean shown;

  /** What the channel itself has failed with, or null. */
  private IOException failure;

  /** Wraps a channel of a total length, or -1 if it has none. */
  Progress(ReadableByteChannel channel, long totalBytes) {
    this(channel, "", totalBytes);
  }

  private Progress(ReadableByteChannel channel, String what, long totalBytes) {
    this.channel = channel;
    this.what = what;
    this.totalBytes = totalBytes;
    this.terminal = terminal();
  }

  /** Shows how much of the images has been hashed: of huge holes that takes a while, too. */
  static Progress hashing(List<RamBlock> blocks) {
    return new Progress(null, "hashed ", blocks.stream().mapToLong(RamBlock::usedLength).sum());
  }

  /** Returns what shows progress, or null where nobody watches. */
  static PrintStream terminal() {
    return System.getenv("RAMWIRE_TERMINAL") != null ? System.err : null;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read;
    try {
      read = channel.read(target);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    add(Math.max(read, 0));
    return read;
  }

  /** Tells whether an exception has come from the channel, and not from whoever takes its bytes. */
  boolean failedWith(IOException found) {
    return found == failure;
  }

  /** Adds bytes that are done. */
  void add(long bytes) {
    readBytes += bytes;
    if (terminal != null) {
      show();
    }
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
    terminal.print(
        ERASE_LINE + what + done + ", " + Sizes.show((long) (readBytes / seconds)) + "/s");
    terminal.flush();
  }

  @Override
  public boolean isOpen() {
    return channel != null && channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (shown) {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
    if (channel != null) {
      channel.close();
    }
  }
}
