package org.ramwire.xbzrle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

/**
 * The XBZRLE encoder: states what changed between two contents of a page (XBZ-020 to XBZ-023).
 *
 * <p>Canonical: one pair of contents and one limit have one result, byte for byte that of QEMU.
 * Immutable, so safe for any number of threads; no call allocates.
 */
public final class XbzrleEncoder {

  /** The result for two equal contents: there is nothing to send (XBZ-021). */
  public static final int UNCHANGED = 0;

  /** The result for a delta that does not fit: the page goes as PAGE (XBZ-022). */
  public static final int OVERFLOW = -1;

  /** The largest page size whose every run has a length in two bytes. */
  public static final int MAX_PAGE_BYTES = 8192;

  // Little-endian, so that the lowest set bit of a difference is the first differing byte.
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  // Words of a zrun that are compared in line before a call of Arrays.mismatch pays.
  private static final int INLINE_WORDS = 8;

  // How far the delta may outgrow the page so far before the rest is counted.
  private static final int FIRST_GROWTH = 64;

  // Bytes in a page.
  private final int pageBytes;

  /**
   * Makes an encoder for pages of one size.
   *
   * @param pageSize 1 KiB to 8 KiB
   * @throws IllegalArgumentException if the size is larger (XBZ-023)
   */
  public XbzrleEncoder(PageSize pageSize) {
    if (!supports(pageSize)) {
      throw new IllegalArgumentException(
          Clause.ENCODE_PAGE_SIZE.id()
              + ": a page of "
              + pageSize.bytes()
              + " bytes can hold a run longer than "
              + RunLength.MAX
              + ", which two bytes cannot state; the largest page size is "
              + MAX_PAGE_BYTES);
    }
    this.pageBytes = pageSize.bytes();
  }

  /**
   * Tells whether pages of a size can be encoded (XBZ-023).
   *
   * @param pageSize a page size
   * @return true up to {@link #MAX_PAGE_BYTES}
   */
  public static boolean supports(PageSize pageSize) {
    return pageSize.bytes() <= MAX_PAGE_BYTES;
  }

  /**
   * Encodes what changed in a page.
   *
   * @param old holds the content that the receiver has
   * @param oldFrom index of its first byte
   * @param page holds the content to be sent
   * @param pageFrom index of its first byte
   * @param delta receives the delta; what it holds between the delta's end and the limit, or after
   *     any other result, is undefined
   * @param deltaFrom index of the delta's first byte
   * @param limit how many bytes the delta may take; the page size on the wire (RAM-051)
   * @return the delta's length in bytes, or {@link #UNCHANGED}, or {@link #OVERFLOW}
   */
  public int encode(
      byte[] old, int oldFrom, byte[] page, int pageFrom, byte[] delta, int deltaFrom, int limit) {
    Objects.checkFromIndexSize(oldFrom, pageBytes, old.length);
    Objects.checkFromIndexSize(pageFrom, pageBytes, page.length);
    Objects.checkFromIndexSize(deltaFrom, limit, delta.length);

    int pageEnd = pageFrom + pageBytes;
    int deltaEnd = deltaFrom + limit;
    int shift = oldFrom - pageFrom;
    int pageAt = pageFrom;
    int deltaAt = deltaFrom;
    int growth = FIRST_GROWTH;
    do {
      // XBZ-022: room for a run's two shortest lengths, even where no run follows
      if (deltaEnd - deltaAt < 2) {
        return OVERFLOW;
      }
      int changedAt = firstDifferent(old, shift, page, pageAt, pageEnd);
      if (changedAt == pageEnd) {
        // XBZ-010, XBZ-021: no zrun at the end, and nothing at all for an unchanged page
        break;
      }
      deltaAt = RunLength.write(changedAt - pageAt, delta, deltaAt);
      int left = deltaEnd - deltaAt;
      if (left < 2) {
        return OVERFLOW;
      }
      // A run that passes what is left overflows however far it goes.
      int scanEnd = pageEnd - changedAt < left ? pageEnd : changedAt + left;
      pageAt = firstEqual(old, shift, page, changedAt + 1, scanEnd);
      int nzrun = pageAt - changedAt;
      deltaAt = RunLength.write(nzrun, delta, deltaAt);
      if (nzrun > deltaEnd - deltaAt) {
        return OVERFLOW;
      }
      RunBytes.copy(page, changedAt, delta, deltaAt, nzrun);
      deltaAt += nzrun;
      if ((deltaAt - deltaFrom) - (pageAt - pageFrom) > growth) {
        growth *= 2;
        if (leastBytes(old, shift, page, pageAt, pageEnd) > deltaEnd - deltaAt) {
          return OVERFLOW;
        }
      }
    } while (pageAt < pageEnd);
    return deltaAt - deltaFrom;
  }

  /** Returns the index of the first byte in which the contents differ, or the end. */
  private static int firstDifferent(byte[] old, int shift, byte[] page, int from, int end) {
    int at = from;
    int inlineEnd = Math.min(end - Long.BYTES, from + (INLINE_WORDS - 1) * Long.BYTES);
    for (; at <= inlineEnd; at += Long.BYTES) {
      long difference = (long) LONG.get(page, at) ^ (long) LONG.get(old, at + shift);
      if (difference != 0) {
        return at + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
    }
    int further = Arrays.mismatch(page, at, end, old, at + shift, end + shift);
    return further < 0 ? end : at + further;
  }

  /** Returns the index of the first byte in which the contents agree, or the end. */
  private static int firstEqual(byte[] old, int shift, byte[] page, int from, int end) {
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long difference = (long) LONG.get(page, at) ^ (long) LONG.get(old, at + shift);
      // The lowest bit left marks the lowest zero byte; higher ones may be false.
      long zeroBytes = difference - LOW_BITS & ~difference & HIGH_BITS;
      if (zeroBytes != 0) {
        return at + (Long.numberOfTrailingZeros(zeroBytes) >>> 3);
      }
    }
    while (at < end && page[at] != old[at + shift]) {
      at++;
    }
    return at;
  }

  /**
   * Counts what the rest of a page costs at least: its changed bytes, and two lengths for each run
   * of them.
   */
  private static int leastBytes(byte[] old, int shift, byte[] page, int from, int end) {
    int bytes = 0;
    long before = 0;
    for (int at = from; at <= end - Long.BYTES; at += Long.BYTES) {
      long difference = (long) LONG.get(page, at) ^ (long) LONG.get(old, at + shift);
      long changed = ((difference & ~HIGH_BITS) + ~HIGH_BITS | difference) & HIGH_BITS;
      long starts = changed & ~(changed << Byte.SIZE | before);
      before = changed >>> 7 * Byte.SIZE;
      bytes += Long.bitCount(changed) + 2 * Long.bitCount(starts);
    }
    return bytes;
  }
}
