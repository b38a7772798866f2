package org.ramwire.sender;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.xbzrle.ZeroPage;

/**
 * Where a block shows a page: an array or a buffer, and an index. One is used for all pages, so
 * that none costs an allocation. Not thread-safe.
 */
public final class PageView {

  private final int pageBytes;
  private final byte[] own;
  private byte[] array;
  private int from;

  /** Holds the page instead of the array, or null. */
  private ByteBuffer buffer;

  PageView(int pageBytes) {
    this.pageBytes = pageBytes;
    this.own = new byte[pageBytes];
    this.array = own;
  }

  /**
   * Shows a page that lies in an array: nothing is copied.
   *
   * @param source holds the page; the sender does not change it
   * @param index of the page's first byte
   */
  public void lend(byte[] source, int index) {
    Objects.checkFromIndexSize(index, pageBytes, source.length);
    array = source;
    from = index;
    buffer = null;
  }

  /**
   * Shows a page that lies in a buffer, such as a mapped file: nothing is copied before it has to
   * be.
   *
   * @param source holds the page, outside the heap and big-endian; the sender does not change what
   *     is in it, but its position and limit
   * @param index of the page's first byte
   */
  public void lend(ByteBuffer source, int index) {
    Objects.checkFromIndexSize(index, pageBytes, source.capacity());
    buffer = source.clear();
    from = index;
  }

  /**
   * Shows the view's own array, for the block to fill.
   *
   * @return an array of the page size; what it holds is undefined
   */
  public byte[] own() {
    array = own;
    from = 0;
    buffer = null;
    return own;
  }

  /**
   * Returns the page size.
   *
   * @return bytes
   */
  public int pageBytes() {
    return pageBytes;
  }

  /** Returns an array with the page, at {@link #from}: a copy if it is shown elsewhere. */
  byte[] array() {
    if (buffer != null) {
      buffer.get(from, own, 0, pageBytes);
      return own();
    }
    return array;
  }

  /** Returns where the page starts in {@link #array}; to be asked behind that. */
  int from() {
    return from;
  }

  boolean isZero() {
    return buffer == null
        ? ZeroPage.isZero(array, from, pageBytes)
        : ZeroPage.isZero(buffer, from, pageBytes);
  }

  void copyTo(byte[] target, int index) {
    if (buffer == null) {
      System.arraycopy(array, from, target, index, pageBytes);
    } else {
      buffer.get(from, target, index, pageBytes);
    }
  }

  void writeTo(RamRecordWriter writer, RamBlock block, long pageOffset) throws IOException {
    if (buffer == null) {
      writer.page(block, pageOffset, array, from);
    } else {
      writer.page(block, pageOffset, buffer.clear(), from);
    }
  }
}
