package org.ramwire.compression.packet;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PacketEncoder;

/**
 * Zlib as multifd's channels carry it: one zlib stream a channel, and a sync flush at the end of
 * each packet. Allocates nothing for a packet. Not thread-safe.
 */
public final class ZlibPacketEncoder implements PacketEncoder {

  /** The beginning of {@link #name}. */
  public static final String PREFIX = "multifd-zlib-";

  /** The header of a zlib stream, an empty stored block and what bits are left from before. */
  private static final int FLUSH_BYTES = 2 + 5 + 6;

  private final int level;
  private final PageSize pageSize;
  private final Deflater deflater;
  private final Inflater inflater = new Inflater();

  /** Takes a byte that should not come. */
  private final byte[] beyond = new byte[1];

  /**
   * Opens both ends of a channel.
   *
   * @param pageSize the size of the pages
   * @param level 0 to 9
   */
  public ZlibPacketEncoder(PageSize pageSize, int level) {
    this.level = level;
    this.pageSize = pageSize;
    this.deflater = new Deflater(level);
  }

  @Override
  public String name() {
    return PREFIX + level;
  }

  @Override
  public int maxEncodedBytes(int pages) {
    return pages * pageSize.compressBound() + FLUSH_BYTES;
  }

  @Override
  public int encode(byte[] pages, int pagesFrom, int count, byte[] target, int targetFrom) {
    int bound = maxEncodedBytes(count);
    deflater.setInput(pages, pagesFrom, count * pageSize.bytes());
    int length = deflater.deflate(target, targetFrom, bound, Deflater.SYNC_FLUSH);
    if (length == bound) {
      throw new IllegalStateException("zlib needs more than its own bound for a packet");
    }
    return length;
  }

  @Override
  public void decode(
      byte[] encoded, int encodedFrom, int length, byte[] pages, int pagesFrom, int count)
      throws DataFormatException {
    int wanted = count * pageSize.bytes();
    inflater.setInput(encoded, encodedFrom, length);
    int done = 0;
    while (done < wanted) {
      int more = inflater.inflate(pages, pagesFrom + done, wanted - done);
      if (more == 0) {
        throw new DataFormatException(
            "the packet gives " + done + " bytes: expected " + count + " pages, " + wanted);
      }
      done += more;
    }
    // The flush marker gives no bytes, but zlib has to read it.
    if (inflater.inflate(beyond, 0, 1) > 0 || inflater.getRemaining() > 0) {
      throw new DataFormatException("the packet gives more than " + count + " pages");
    }
  }

  @Override
  public void close() {
    deflater.end();
    inflater.end();
  }
}
