package org.ramwire.conformance.lab.bench;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.page.PacketEncoder;

/**
 * A {@link PacketEncoder} at work: each pass is a new channel, and its pages travel in packets of
 * 512 KiB, as QEMU's do.
 */
final class PacketPasses implements OpenEncoder {

  /** What a packet of QEMU holds. */
  static final int PACKET_BYTES = 512 * 1024;

  /** Opens a channel. */
  interface Opener {
    PacketEncoder open() throws EncoderFault;
  }

  private final Opener opener;
  private final int pageBytes;
  private final int packetPages;
  private byte[] encoded = new byte[0];
  private byte[] decoded = new byte[0];
  private int[] lengths = new int[0];

  PacketPasses(Opener opener, int pageBytes) {
    this.opener = opener;
    this.pageBytes = pageBytes;
    this.packetPages = PACKET_BYTES / pageBytes;
  }

  @Override
  public Pass pass(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    int pages = toPage - fromPage;
    PacketEncoder channel = opener.open();
    try {
      makeRoom(pages, channel);
      byte[] after = history.after();
      int from = fromPage * pageBytes;

      long allocated = Stopwatch.allocatedBytes();
      long start = Stopwatch.nanos();
      long payloadBytes = encodeAll(channel, pages, after, from);
      long encodeNanos = Stopwatch.nanos() - start;
      long allocatedBytes = allocated < 0 ? -1 : Stopwatch.allocatedBytes() - allocated;

      Arrays.fill(decoded, 0, pages * pageBytes, (byte) 0);
      start = Stopwatch.nanos();
      decodeAll(channel, pages);
      long decodeNanos = Stopwatch.nanos() - start;

      Lossless.check(history, fromPage, toPage, decoded);
      return new Pass(pages, encodeNanos, decodeNanos, payloadBytes, 0, allocatedBytes);
    } finally {
      Entrants.close(channel);
    }
  }

  private void makeRoom(int pages, PacketEncoder channel) {
    int packets = (pages + packetPages - 1) / packetPages;
    if (decoded.length < pages * pageBytes) {
      lengths = new int[packets];
      decoded = new byte[pages * pageBytes];
      encoded =
          new byte
              [Math.toIntExact(
                  (long) packets * channel.maxEncodedBytes(Math.min(pages, packetPages)))];
    }
  }

  private long encodeAll(PacketEncoder channel, int pages, byte[] after, int from)
      throws EncoderFault {
    int to = 0;
    try {
      for (int page = 0; page < pages; page += packetPages) {
        int count = Math.min(packetPages, pages - page);
        int length = channel.encode(after, from + page * pageBytes, count, encoded, to);
        lengths[page / packetPages] = length;
        to += length;
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("encoding", e);
    }
    return to;
  }

  private void decodeAll(PacketEncoder channel, int pages) throws EncoderFault {
    int at = 0;
    int page = 0;
    try {
      for (; page < pages; page += packetPages) {
        int count = Math.min(packetPages, pages - page);
        int length = lengths[page / packetPages];
        channel.decode(encoded, at, length, decoded, page * pageBytes, count);
        at += length;
      }
    } catch (DataFormatException e) {
      throw new EncoderFault(
          "packet "
              + page / packetPages
              + ": it does not decode what it encoded: "
              + e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("decoding", e);
    }
  }

  @Override
  public void close() {}
}
