package org.ramwire.compression;

import java.io.Closeable;
import java.util.zip.Deflater;
import org.ramwire.format.PageSize;

/**
 * A deflater of pages to COMPRESS_PAGE payloads: one page to one zlib stream (RAM-061 to RAM-063),
 * the bytes that zlib's {@code compress2} gives at the same level.
 *
 * <p>Reuses one zlib state; allocates nothing for a page. Not thread-safe.
 */
public final class PageDeflater implements Closeable {

  /** The lowest level: stored. */
  public static final int MIN_LEVEL = 0;

  /** The highest level. */
  public static final int MAX_LEVEL = 9;

  private final int pageBytes;
  private final int boundBytes;
  private final Deflater deflater;

  /**
   * Prepares to deflate pages of one size.
   *
   * @param pageSize the page size in force
   * @param level 0 to 9
   * @throws IllegalArgumentException if the level is another
   */
  public PageDeflater(PageSize pageSize, int level) {
    requireLevel(level);
    this.pageBytes = pageSize.bytes();
    this.boundBytes = pageSize.compressBound();
    this.deflater = new Deflater(level);
  }

  /**
   * Checks a level.
   *
   * @param level 0 to 9
   * @throws IllegalArgumentException if the level is another
   */
  public static void requireLevel(int level) {
    if (level < MIN_LEVEL || level > MAX_LEVEL) {
      throw new IllegalArgumentException("a zlib level is 0 to 9, not " + level);
    }
  }

  /**
   * Deflates a page.
   *
   * @param page holds the page
   * @param pageFrom index of its first byte
   * @param payload takes the zlib stream: zlib's bound for a page, from {@code payloadFrom}
   * @param payloadFrom index of its first byte
   * @return the stream's bytes, or -1 if zlib needs more than its own bound
   */
  public int deflate(byte[] page, int pageFrom, byte[] payload, int payloadFrom) {
    deflater.reset();
    deflater.setInput(page, pageFrom, pageBytes);
    deflater.finish();
    int length = deflater.deflate(payload, payloadFrom, boundBytes);
    return deflater.finished() ? length : -1;
  }

  /** Frees zlib's state. */
  @Override
  public void close() {
    deflater.end();
  }
}
