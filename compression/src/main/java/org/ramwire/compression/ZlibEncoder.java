package org.ramwire.compression;

import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/** Zlib at one level, as COMPRESS_PAGE records carry it. Not thread-safe. */
public final class ZlibEncoder implements PageEncoder {

  private final int level;
  private final int boundBytes;
  private final PageDeflater deflater;
  private final PageInflater inflater;

  /**
   * Opens an encoder.
   *
   * @param pageSize the size of the pages
   * @param level 0 to 9
   */
  public ZlibEncoder(PageSize pageSize, int level) {
    this.level = level;
    this.boundBytes = pageSize.compressBound();
    this.deflater = new PageDeflater(pageSize, level);
    this.inflater = new PageInflater(pageSize);
  }

  @Override
  public String name() {
    return "zlib-" + level;
  }

  @Override
  public boolean needsPrevious() {
    return false;
  }

  @Override
  public int maxEncodedBytes() {
    return boundBytes;
  }

  @Override
  public int encode(
      byte[] page,
      int pageFrom,
      byte @Nullable [] previous,
      int previousFrom,
      byte[] target,
      int targetFrom) {
    return deflater.deflate(page, pageFrom, target, targetFrom);
  }

  @Override
  public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
      throws DataFormatException {
    try {
      inflater.inflate(encoded, encodedFrom, length, page, pageFrom);
    } catch (PayloadException e) {
      throw new DataFormatException(e.clause().id() + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    deflater.close();
    inflater.close();
  }
}
