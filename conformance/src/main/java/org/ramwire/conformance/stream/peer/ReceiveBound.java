package org.ramwire.conformance.stream.peer;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.format.MigrationCommand;

/**
 * The bounds on a reception: on the whole, and on how long a peer may bring nothing useful.
 *
 * <p>Useful are the bytes of page records and of devices' sections. Bytes of sections without
 * pages, of commands and after the stream's end are not, and neither is a trickle: in each span of
 * the allowed time at least {@value #LEAST_BYTES} useful bytes have to come. The time starts with
 * the first byte. One thread reads, any may check.
 */
public final class ReceiveBound implements StreamAdapter {

  /** How many useful bytes have to come in the time that a peer may stall. */
  public static final int LEAST_BYTES = 4096;

  /** No bound at all. */
  static final ReceiveBound NONE = new ReceiveBound(0, 0, () -> 0);

  private static final int HEAD_BYTES = Long.BYTES;

  private final long stallNanos;
  private final long wholeNanos;
  private final LongSupplier clock;

  private boolean started;
  private boolean ended;
  private boolean inDevice;
  private long startNanos;

  /** When the span at hand began, and how many useful bytes had come then. */
  private long spanNanos;

  private long usefulBefore;
  private long useful;
  private long all;

  /**
   * Sets the bounds.
   *
   * @param stallSeconds how long a peer may bring nothing useful; 0 for ever
   * @param wholeSeconds how long the reception may take; 0 for ever
   */
  public ReceiveBound(long stallSeconds, long wholeSeconds) {
    this(stallSeconds, wholeSeconds, System::nanoTime);
  }

  ReceiveBound(long stallSeconds, long wholeSeconds, LongSupplier clock) {
    this.stallNanos = TimeUnit.SECONDS.toNanos(stallSeconds);
    this.wholeNanos = TimeUnit.SECONDS.toNanos(wholeSeconds);
    this.clock = clock;
  }

  /** Takes note of bytes that have come. */
  synchronized void came(int bytes) {
    if (!started) {
      started = true;
      startNanos = clock.getAsLong();
      spanNanos = startNanos;
    }
    all += bytes;
    if (inDevice) {
      useful += bytes;
    }
  }

  /** Takes note that the reception is over: nothing is overdue from now on. */
  public synchronized void end() {
    ended = true;
  }

  /**
   * Checks that the reception may go on.
   *
   * @throws IOException if a bound is passed
   */
  synchronized void check() throws IOException {
    if (!started || ended) {
      return;
    }
    long now = clock.getAsLong();
    if (wholeNanos > 0 && now - startNanos >= wholeNanos) {
      throw new PeerStalledException(
          String.format(
              Locale.ROOT,
              "the stream has not ended after %.1f s (--max-time), with %d bytes; a source with the"
                  + " capability switchover-ack may wait for --switchover-ack yes",
              (now - startNanos) / 1e9,
              all));
    }
    if (stallNanos > 0 && now - spanNanos >= stallNanos) {
      long brought = useful - usefulBefore;
      if (brought < LEAST_BYTES) {
        throw new PeerStalledException(
            String.format(
                Locale.ROOT,
                "no progress: %d bytes of pages and devices in %.1f s (--timeout; at least %d have"
                    + " to come), %d bytes in all",
                brought,
                (now - spanNanos) / 1e9,
                LEAST_BYTES,
                all));
      }
      spanNanos = now;
      usefulBefore = useful;
    }
  }

  private synchronized void useful(int payloadBytes) {
    useful += HEAD_BYTES + payloadBytes;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    useful(1);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    useful(length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
    useful(length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
    useful(length);
  }

  @Override
  public synchronized void command(long offset, MigrationCommand command, Bytes data) {
    // A package holds devices; the next section's head ends it.
    inDevice = command == MigrationCommand.PACKAGED;
  }

  @Override
  public synchronized void sectionStart(SectionHeader header) {
    inDevice = !header.isRam();
  }

  @Override
  public synchronized void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    inDevice = false;
  }

  @Override
  public synchronized void endOfFile(long offset) {
    inDevice = false;
  }
}
