package org.ramwire.sender;

import java.util.Objects;

/**
 * Where a block shows a page: an array and an index. One is used for all pages, so that none costs
 * an allocation. Not thread-safe.
 */
public final class PageView {

  private final int pageBytes;
  private final byte[] own;
  private byte[] array;
  private int from;

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
  }

  /**
   * Shows the view's own array, for the block to fill.
   *
   * @return an array of the page size; what it holds is undefined
   */
  public byte[] own() {
    array = own;
    from = 0;
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

  byte[] array() {
    return array;
  }

  int from() {
    return from;
  }
}
