package org.ramwire.codec.mapped;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;

/**
 * What is known of the order in which the writer's host put the bytes of a bitmap's words: the same
 * for all bitmaps of a file (MAP-005, MAP-010, MAP-011).
 *
 * <p>Little-endian until something tells otherwise.
 */
final class WordOrder {

  private boolean known;
  private boolean bigEndian;

  /** Where little-endian was first taken for granted although it makes a difference, or -1. */
  private long assumedAt = -1;

  /** Takes the order from what else the writer's host has written in its own order. */
  void isOf(ByteOrder hostOrder) {
    known = true;
    bigEndian = hostOrder == ByteOrder.BIG_ENDIAN;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  /** Returns where the order was taken for granted, or -1 if that was not needed or turned out. */
  long assumedAt() {
    return known ? -1 : assumedAt;
  }

  /** Tells whether it makes a difference to a word which order it has, and nothing has told. */
  boolean asks(PageBitmap bitmap, long word) {
    if (known) {
      return false;
    }
    long littleEndian = bitmap.littleEndian(word);
    return littleEndian != Long.reverseBytes(littleEndian);
  }

  /**
   * Learns from the bits after a block's last page.
   *
   * @param bitmap the block's
   * @param pages how many pages the block has
   * @param mapped the block and its places
   */
  void afterLastPage(PageBitmap bitmap, long pages, MappedBlock mapped)
      throws MalformedStreamException {
    int inLast = (int) (pages % Long.SIZE);
    if (inLast == 0) {
      return;
    }
    long last = pages / Long.SIZE;
    long at = mapped.bitmapOffset() + last * Long.BYTES;
    String block = mapped.block().idstr().shown();
    long littleEndian = bitmap.littleEndian(last);
    boolean littleFits = littleEndian >>> inLast == 0;
    boolean bigFits = Long.reverseBytes(littleEndian) >>> inLast == 0;
    // MAP-005: "… bits after the last page's are clear."
    if (known ? !(bigEndian ? bigFits : littleFits) : !littleFits && !bigFits) {
      throw new MalformedStreamException(
          Clause.MAP_BITMAP,
          at,
          block,
          "the bitmap has bits for pages that the block does not have; it has "
              + pages
              + " page(s)"
              + (known ? ", and the words are " + name() : ""));
    }
    // MAP-010: "… the byte order of words that leaves all bits after a block's last page clear."
    if (littleFits != bigFits) {
      settle(bigFits, at, block);
    }
  }

  private String name() {
    return bigEndian ? "big-endian" : "little-endian";
  }

  private void settle(boolean big, long at, String block) throws MalformedStreamException {
    if (big && assumedAt >= 0) {
      throw new MalformedStreamException(
          Clause.MAP_ORDER_OPEN,
          at,
          block,
          String.format(
              "the bitmaps' words turn out big-endian, after those at 0x%x were taken for"
                  + " little-endian",
              assumedAt));
    }
    known = true;
    bigEndian = big;
  }

  /**
   * Learns from what stands at the places of a word's pages: a writer gives a page that is zero no
   * bit, so the order in which a bit stands for a zero page is the wrong one.
   *
   * @param littleEndian the word
   * @param count how many of its bits stand for pages
   * @param input holds their places in its window
   * @param pageSize the page size
   */
  void weigh(long littleEndian, int count, StreamInput input, PageSize pageSize)
      throws MalformedStreamException {
    long at = input.offset();
    long big = Long.reverseBytes(littleEndian);
    boolean littleRefuted = false;
    boolean bigRefuted = false;
    boolean differs = false;
    for (int page = 0; page < count; page++) {
      boolean inLittle = (littleEndian >>> page & 1) != 0;
      boolean inBig = (big >>> page & 1) != 0;
      if (inLittle == inBig) {
        continue;
      }
      int from = input.position() + page * pageSize.bytes();
      if (allZero(input.window(), from, pageSize.bytes())) {
        littleRefuted |= inLittle;
        bigRefuted |= inBig;
      } else {
        differs = true;
      }
    }
    if (littleRefuted != bigRefuted) {
      settle(littleRefuted, at, null);
    } else if (differs && assumedAt < 0) {
      assumedAt = at;
    }
  }

  private static boolean allZero(byte[] bytes, int from, int length) {
    int end = from + length;
    // All bytes equal their neighbours.
    return bytes[from] == 0 && Arrays.equals(bytes, from, end - 1, bytes, from + 1, end);
  }
}
