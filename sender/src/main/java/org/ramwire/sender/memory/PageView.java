package org.ramwire.sender.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecordWriter;
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
  private @Nullable ByteBuffer buffer;

  /**
   * Makes a view that shows nothing yet.
   *
   * @param pageBytes the page size
   */
  public PageView(int pageBytes) {
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
   * Shows a page that lies in a buffer, such as a mapped file: nothing is copied.
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

  /**
   * Tells whether the page is zero.
   *
   * @return true if every byte is
   */
  public boolean isZero() {
    return buffer == null
        ? ZeroPage.isZero(array, from, pageBytes)
        : ZeroPage.isZero(buffer, from, pageBytes);
  }

  /**
   * Copies the page.
   *
   * @param target takes it
   * @param index of its first byte there
   */
  public void copyTo(byte[] target, int index) {
    if (buffer == null) {
      System.arraycopy(array, from, target, index, pageBytes);
    } else {
      buffer.get(from, target, index, pageBytes);
    }
  }

  /**
   * Writes the page as a PAGE record.
   *
   * @param writer writes it
   * @param block the page's block
   * @param pageOffset where the page starts in it
   * @throws IOException if the output fails
   */
  public void writeTo(RamRecordWriter writer, RamBlock block, long pageOffset) throws IOException {
    if (buffer == null) {
      writer.page(block, pageOffset, array, from);
    } else {
      writer.page(block, pageOffset, buffer.clear(), from);
    }
  }
}
