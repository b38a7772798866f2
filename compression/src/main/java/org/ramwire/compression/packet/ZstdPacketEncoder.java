package org.ramwire.compression.packet;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PacketEncoder;

/**
 * Zstandard as multifd's channels carry it: one frame a channel that never ends, and a flush at the
 * end of each packet. Not thread-safe.
 */
public final class ZstdPacketEncoder implements PacketEncoder {

  /** The beginning of {@link #name}. */
  public static final String PREFIX = "multifd-zstd-";

  /** What a frame's header and the headers of its blocks can add to the bound. */
  private static final int FRAME_BYTES = 64;

  private final int level;
  private final PageSize pageSize;
  private final ZstdCompressCtx compressing;
  private final ZstdDecompressCtx decompressing = new ZstdDecompressCtx();

  /** Takes a byte that should not come. */
  private final ByteBuffer beyond = ByteBuffer.allocate(1);

  /**
   * Opens both ends of a channel.
   *
   * @param pageSize the size of the pages
   * @param level 1 to 22
   */
  public ZstdPacketEncoder(PageSize pageSize, int level) {
    this.level = level;
    this.pageSize = pageSize;
    this.compressing = new ZstdCompressCtx().setLevel(level);
  }

  @Override
  public String name() {
    return PREFIX + level;
  }

  @Override
  public int maxEncodedBytes(int pages) {
    return (int) Zstd.compressBound((long) pages * pageSize.bytes()) + FRAME_BYTES;
  }

  @Override
  public int encode(byte[] pages, int pagesFrom, int count, byte[] target, int targetFrom) {
    ByteBuffer source = ByteBuffer.wrap(pages, pagesFrom, count * pageSize.bytes());
    ByteBuffer packet = ByteBuffer.wrap(target, targetFrom, maxEncodedBytes(count));
    boolean flushed = compressing.compressByteBufferStream(packet, source, EndDirective.FLUSH);
    if (!flushed || source.hasRemaining()) {
      throw new IllegalStateException("zstd needs more than its own bound for a packet");
    }
    return packet.position() - targetFrom;
  }

  @Override
  public void decode(
      byte[] encoded, int encodedFrom, int length, byte[] pages, int pagesFrom, int count)
      throws DataFormatException {
    ByteBuffer packet = ByteBuffer.wrap(encoded, encodedFrom, length);
    ByteBuffer target = ByteBuffer.wrap(pages, pagesFrom, count * pageSize.bytes());
    try {
      int before;
      do {
        before = packet.remaining() + target.remaining();
        decompressing.decompressByteBufferStream(target, packet);
      } while (packet.hasRemaining() && packet.remaining() + target.remaining() < before);
      if (target.hasRemaining()) {
        throw new DataFormatException(
            "the packet leaves " + target.remaining() + " bytes of its pages open");
      }
      // The library keeps what the pages have no room for.
      decompressing.decompressByteBufferStream(beyond.clear(), packet);
    } catch (ZstdException e) {
      throw new DataFormatException("no valid zstd stream: " + e.getMessage());
    }
    if (packet.hasRemaining() || beyond.position() > 0) {
      throw new DataFormatException("the packet gives more than " + count + " pages");
    }
  }

  @Override
  public void close() {
    compressing.close();
    decompressing.close();
  }
}
