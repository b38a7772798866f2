package org.ramwire.xbzrle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/** The test for a page of zeros, which goes as ZERO and never as a delta (RAM-040). Stateless. */
public final class ZeroPage {

  // Bytes that are looked at before the vector comparison pays; most pages end here.
  private static final int HEAD_BYTES = 16;

  /** As long as a page may be; outside the heap, where the rival of a mapped page has to be. */
  private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private ZeroPage() {}

  /**
   * Tells whether a page holds nothing but zeros.
   *
   * @param page holds the page
   * @param from index of its first byte
   * @param length its length in bytes
   * @return true if every byte is 0
   */
  public static boolean isZero(byte[] page, int from, int length) {
    Objects.checkFromIndexSize(from, length, page.length);
    int end = from + length;
    int head = Math.min(end, from + HEAD_BYTES);
    for (int at = from; at < head; at++) {
      if (page[at] != 0) {
        return false;
      }
    }
    // After a head of zeros, a page that equals itself moved by the head is all zero.
    return head == end
        || Arrays.mismatch(page, from, end - HEAD_BYTES, page, from + HEAD_BYTES, end) < 0;
  }

  /**
   * Tells whether a page outside the heap holds nothing but zeros.
   *
   * @param page holds the page; its position and limit are set around the page
   * @param from index of its first byte
   * @param length its length in bytes, 8 to 65536
   * @return true if every byte is 0
   */
  public static boolean isZero(ByteBuffer page, int from, int length) {
    if (page.getLong(from) != 0) {
      return false;
    }
    page.limit(from + length).position(from);
    int mismatch = ZEROES.mismatch(page);
    return mismatch < 0 || mismatch == length;
  }
}
