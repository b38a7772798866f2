package org.ramwire.compression;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;

/**
 * Pages as they are, like PAGE records; if it is aware of zero pages, those have no bytes at all,
 * like ZERO records.
 */
final class PlainEncoder implements PageEncoder {

  static final String PLAIN = "plain";
  static final String ZERO_AWARE = "zero-aware";

  private final int pageBytes;
  private final boolean zeroAware;

  /** The zero page, to compare with. */
  private final byte[] zeroes;

  PlainEncoder(PageSize pageSize, boolean zeroAware) {
    this.pageBytes = pageSize.bytes();
    this.zeroAware = zeroAware;
    this.zeroes = new byte[pageBytes];
  }

  @Override
  public String name() {
    return zeroAware ? ZERO_AWARE : PLAIN;
  }

  @Override
  public boolean needsPrevious() {
    return false;
  }

  @Override
  public int maxEncodedBytes() {
    return pageBytes;
  }

  @Override
  public int encode(byte[] page, byte @Nullable [] previous, byte[] target) {
    if (zeroAware && Arrays.equals(page, zeroes)) {
      return 0;
    }
    System.arraycopy(page, 0, target, 0, pageBytes);
    return pageBytes;
  }

  @Override
  public void decode(byte[] encoded, int length, byte[] page) throws DataFormatException {
    if (length == pageBytes) {
      System.arraycopy(encoded, 0, page, 0, pageBytes);
    } else if (length == 0 && zeroAware) {
      Arrays.fill(page, (byte) 0);
    } else {
      throw new DataFormatException(length + " bytes: expected a page of " + pageBytes);
    }
  }
}
