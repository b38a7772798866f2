package org.ramwire.compression;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

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
  public int encode(
      byte[] page,
      int pageFrom,
      byte @Nullable [] previous,
      int previousFrom,
      byte[] target,
      int targetFrom) {
    if (zeroAware && Arrays.equals(page, pageFrom, pageFrom + pageBytes, zeroes, 0, pageBytes)) {
      return 0;
    }
    System.arraycopy(page, pageFrom, target, targetFrom, pageBytes);
    return pageBytes;
  }

  @Override
  public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
      throws DataFormatException {
    if (length == pageBytes) {
      System.arraycopy(encoded, encodedFrom, page, pageFrom, pageBytes);
    } else if (length == 0 && zeroAware) {
      Arrays.fill(page, pageFrom, pageFrom + pageBytes, (byte) 0);
    } else {
      throw new DataFormatException(length + " bytes: expected a page of " + pageBytes);
    }
  }
}
