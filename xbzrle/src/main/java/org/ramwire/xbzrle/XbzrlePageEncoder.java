package org.ramwire.xbzrle;

import java.util.zip.DataFormatException;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/**
 * Deltas against the previous content, as XBZRLE records carry them (XBZ-020 to XBZ-023): 0 bytes
 * for a page that has not changed, and the page as it is where a delta would not pay. Not
 * thread-safe.
 */
final class XbzrlePageEncoder implements PageEncoder {

  static final String NAME = "xbzrle";

  private final int pageBytes;
  private final XbzrleEncoder encoder;

  XbzrlePageEncoder(PageSize pageSize) {
    this.pageBytes = pageSize.bytes();
    this.encoder = new XbzrleEncoder(pageSize);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsPrevious() {
    return true;
  }

  @Override
  public int maxEncodedBytes() {
    return pageBytes;
  }

  @Override
  public int encode(
      byte[] page, int pageFrom, byte[] previous, int previousFrom, byte[] target, int targetFrom) {
    int length =
        encoder.encode(previous, previousFrom, page, pageFrom, target, targetFrom, pageBytes);
    return length == XbzrleEncoder.OVERFLOW ? NOT_ENCODED : length;
  }

  @Override
  public void decode(byte[] encoded, int encodedFrom, int length, byte[] page, int pageFrom)
      throws DataFormatException {
    try {
      XbzrleDecoder.decode(encoded, encodedFrom, length, page, pageFrom, pageBytes);
    } catch (DeltaException e) {
      DataFormatException malformed =
          new DataFormatException(e.clause().id() + ": " + e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }
}
