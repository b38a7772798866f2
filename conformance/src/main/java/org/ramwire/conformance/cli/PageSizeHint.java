package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.receiver.LoadReport;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.DiscardingMemory;

/**
 * The search for a page size that fits where the one in force has led to a fault: the page size is
 * not in a stream, and a wrong one shows as garbage (RAM-002).
 *
 * <p>Each other size is tried on the stream's beginning, up to {@value #LOOKS_FURTHER_BYTES} bytes
 * past the fault. A size fits if pages of content came, and the stream's end or a fault comes more
 * than two pages later.
 */
final class PageSizeHint {

  /** How far a size has to lead past the fault in order to be believed. */
  static final int LOOKS_FURTHER_BYTES = 1 << 20;

  /** What opens the stream anew. */
  interface Reopener {

    /** Opens the stream at its first byte, or returns null where it cannot be read again. */
    ReadableByteChannel open() throws IOException;
  }

  /** Past so much that was right, a fault has another reason. */
  private static final long LATEST_FAULT = 256L << 20;

  private PageSizeHint() {}

  /**
   * Looks for sizes that fit.
   *
   * @param stream opens the stream anew for each size
   * @param options what the stream was read with
   * @param fault what the reading has come to
   * @return the sizes, in bytes; empty if none fits
   */
  static List<Integer> fitting(Reopener stream, ReaderOptions options, StreamException fault) {
    List<Integer> fitting = new ArrayList<>();
    if (fault.offset() > LATEST_FAULT) {
      return fitting;
    }
    for (int bytes = PageSize.MIN_BYTES; bytes <= PageSize.MAX_BYTES; bytes *= 2) {
      if (bytes != options.pageSize().bytes()
          && fits(stream, options.withPageSize(new PageSize(bytes)), fault.offset())) {
        fitting.add(bytes);
      }
    }
    return fitting;
  }

  private static boolean fits(Reopener stream, ReaderOptions options, long faultOffset) {
    try (ReadableByteChannel channel = stream.open()) {
      if (channel == null) {
        return false;
      }
      Beginning beginning = new Beginning(channel, faultOffset + LOOKS_FURTHER_BYTES);
      StreamInput input = new StreamInput(beginning);
      try (RamReceiver receiver =
          new RamReceiver(new DiscardingMemory(), options.pageSize(), options.strictness())) {
        long reached = reached(input, options, receiver);
        return reached > faultOffset + 2L * options.pageSize().bytes()
            && hasContent(receiver.report());
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns how far the reading went without a fault; the end counts as for ever. */
  private static long reached(StreamInput input, ReaderOptions options, RamReceiver receiver)
      throws IOException {
    try {
      MigrationStreamReader.open(input, options, receiver).read();
      return Long.MAX_VALUE;
    } catch (StreamException e) {
      return e.offset();
    }
  }

  private static boolean hasContent(LoadReport report) {
    return report.pages(RamRecordKind.PAGE) + report.pages(RamRecordKind.COMPRESS_PAGE) > 0;
  }

  /** The first bytes of a channel. */
  private static final class Beginning implements ReadableByteChannel {

    private final ReadableByteChannel channel;
    private long left;

    Beginning(ReadableByteChannel channel, long mostBytes) {
      this.channel = channel;
      this.left = mostBytes;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (left == 0) {
        return -1;
      }
      int limit = target.limit();
      if (target.remaining() > left) {
        target.limit(target.position() + (int) left);
      }
      int read = channel.read(target);
      target.limit(limit);
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
