package org.ramwire.conformance.lab.bench;

import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.page.PacketEncoder;

/**
 * A {@link PacketEncoder} at work: each pass has two new channels of the same content, of which one
 * encodes and the other decodes, and its pages travel in packets of 512 KiB, as QEMU's do.
 */
final class PacketPasses extends TimedPasses {

  /** What a packet of QEMU holds. */
  static final int PACKET_BYTES = 512 * 1024;

  /** Opens a channel. */
  interface Opener {
    PacketEncoder open() throws EncoderFault;
  }

  private final Opener opener;
  private final int packetPages;
  private @Nullable PacketEncoder encoding;
  private @Nullable PacketEncoder decoding;
  private int[] lengths = new int[0];

  PacketPasses(Opener opener, int pageBytes) {
    super(pageBytes);
    this.opener = opener;
    this.packetPages = PACKET_BYTES / pageBytes;
  }

  @Override
  public void renew(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    close();
    encoding = opener.open();
    decoding = opener.open();
    int pages = toPage - fromPage;
    int packets = (pages + packetPages - 1) / packetPages;
    if (decoded.length < pages * pageBytes) {
      lengths = new int[packets];
      decoded = new byte[pages * pageBytes];
      int packet = encoding.maxEncodedBytes(Math.min(pages, packetPages));
      encoded = new byte[Math.toIntExact((long) packets * packet)];
    }
  }

  @Override
  public long encode(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    int to = 0;
    try {
      for (int page = fromPage; page < toPage; page += packetPages) {
        int count = Math.min(packetPages, toPage - page);
        int length = encoding.encode(history.after(), page * pageBytes, count, encoded, to);
        lengths[(page - fromPage) / packetPages] = length;
        to += length;
      }
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("encoding", e);
    }
    return to;
  }

  @Override
  public void decode(PageHistory history, int fromPage, int toPage) throws EncoderFault {
    int at = 0;
    int packet = 0;
    try {
      for (int page = fromPage; page < toPage; page += packetPages) {
        int count = Math.min(packetPages, toPage - page);
        int length = lengths[packet];
        decoding.decode(encoded, at, length, decoded, (page - fromPage) * pageBytes, count);
        at += length;
        packet++;
      }
    } catch (DataFormatException e) {
      throw new EncoderFault(
          "packet " + packet + ": it does not decode what it encoded: " + e.getMessage());
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw EncoderFault.thrown("decoding", e);
    }
  }

  @Override
  int plainPages(int pages) {
    return 0;
  }

  @Override
  public void close() {
    if (encoding != null) {
      Entrants.close(encoding);
      encoding = null;
    }
    if (decoding != null) {
      Entrants.close(decoding);
      decoding = null;
    }
  }
}
