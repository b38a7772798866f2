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

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  // The longest nzrun that is copied as two words.
  private static final int SHORT_RUN = 2 * Long.BYTES;

  // How many bytes the delta may outgrow the page so far before the rest is counted.
  private static final int FIRST_GROWTH = 4;

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

    // A line has one bit a byte in a map, so a step takes 64 bytes at once; lines that are equal,
    // or different from end to end, are stepped over by a cheaper test.
    int shift = oldFrom - pageFrom;
    int pageEnd = pageFrom + pageBytes;
    int deltaEnd = deltaFrom + limit;
    int deltaAt = deltaFrom;
    int growth = FIRST_GROWTH;
    // Where the run in hand starts: its zrun, and its nzrun once that has begun.
    int zrunAt = pageFrom;
    int nzrunAt = pageFrom;
    boolean changing = false;
    int lineAt = firstChangedLine(old, shift, page, pageFrom, pageEnd);
    while (lineAt < pageEnd) {
      long changed = ChangeMap.of(old, lineAt + shift, page, lineAt);
      // XBZ-020: a run ends, and another begins, where a byte differs and its neighbour does not
      long borders = changed ^ (changed << 1 | (changing ? 1 : 0));
      if (changing && borders != 0) {
        int endAt = lineAt + Long.numberOfTrailingZeros(borders);
        borders &= borders - 1;
        deltaAt = writeRun(page, zrunAt, nzrunAt, endAt, delta, deltaAt, deltaEnd);
        if (deltaAt == OVERFLOW) {
          return OVERFLOW;
        }
        zrunAt = endAt;
        changing = false;
      }
      while (borders != 0) {
        nzrunAt = lineAt + Long.numberOfTrailingZeros(borders);
        borders &= borders - 1;
        if (borders == 0) {
          changing = true;
          break;
        }
        int endAt = lineAt + Long.numberOfTrailingZeros(borders);
        borders &= borders - 1;
        deltaAt = writeRun(page, zrunAt, nzrunAt, endAt, delta, deltaAt, deltaEnd);
        if (deltaAt == OVERFLOW) {
          return OVERFLOW;
        }
        zrunAt = endAt;
      }
      lineAt += ChangeMap.LINE_BYTES;
      // What the runs so far take, the one in hand with lengths of one byte.
      int takenAt = changing ? deltaAt + 2 + lineAt - nzrunAt : deltaAt;
      if (takenAt - deltaFrom - (lineAt - pageFrom) > growth) {
        growth *= 2;
        if (passes(old, shift, page, lineAt, pageEnd, deltaEnd - takenAt)) {
          return OVERFLOW;
        }
      }
      if (changing) {
        lineAt = firstPartLine(old, shift, page, lineAt, pageEnd);
      } else if (changed == 0) {
        lineAt = firstChangedLine(old, shift, page, lineAt, pageEnd);
      }
    }
    if (changing) {
      deltaAt = writeRun(page, zrunAt, nzrunAt, pageEnd, delta, deltaAt, deltaEnd);
      return deltaAt == OVERFLOW ? OVERFLOW : deltaAt - deltaFrom;
    }
    // XBZ-010: no zrun at the end, but XBZ-022: room for one
    return deltaEnd - deltaAt < 2 ? OVERFLOW : deltaAt - deltaFrom;
  }

  /** Returns the index of the first line at or after another that differs, or the page's end. */
  private static int firstChangedLine(byte[] old, int shift, byte[] page, int lineAt, int pageEnd) {
    int equal = Arrays.mismatch(page, lineAt, pageEnd, old, lineAt + shift, pageEnd + shift);
    return equal < 0 ? pageEnd : lineAt + (equal & -ChangeMap.LINE_BYTES);
  }

  /** Returns the index of the first line at or after another that differs only in part. */
  private static int firstPartLine(byte[] old, int shift, byte[] page, int lineAt, int pageEnd) {
    for (int at = lineAt; at < pageEnd; at += ChangeMap.LINE_BYTES) {
      if (!ChangeMap.isFull(old, at + shift, page, at)) {
        return at;
      }
    }
    return pageEnd;
  }

  /** Writes a zrun and an nzrun, and returns the index after them, or {@link #OVERFLOW}. */
  private static int writeRun(
      byte[] page, int zrunAt, int nzrunAt, int endAt, byte[] delta, int deltaAt, int deltaEnd) {
    int zrun = nzrunAt - zrunAt;
    int nzrun = endAt - nzrunAt;
    if (zrun <= RunLength.MAX_ONE_BYTE
        && nzrun <= SHORT_RUN
        && deltaAt <= deltaEnd - 2 - SHORT_RUN
        && nzrunAt <= page.length - SHORT_RUN) {
      // Most runs: a byte for each length, and as many bytes as two words have, of which the next
      // run overwrites those that are too many.
      SHORT.set(delta, deltaAt, (short) (zrun | nzrun << 8));
      LONG.set(delta, deltaAt + 2, (long) LONG.get(page, nzrunAt));
      LONG.set(delta, deltaAt + 10, (long) LONG.get(page, nzrunAt + 8));
      return deltaAt + 2 + nzrun;
    }
    return writeAnyRun(zrun, nzrun, page, nzrunAt, delta, deltaAt, deltaEnd);
  }

  /** Does the same for a run that is long, or near the limit. */
  private static int writeAnyRun(
      int zrun, int nzrun, byte[] page, int nzrunAt, byte[] delta, int deltaAt, int deltaEnd) {
    // XBZ-022: two bytes are left before each length, and the run fits after its own
    if (deltaEnd - deltaAt < 2) {
      return OVERFLOW;
    }
    int at = RunLength.write(zrun, delta, deltaAt);
    if (deltaEnd - at < 2) {
      return OVERFLOW;
    }
    at = RunLength.write(nzrun, delta, at);
    if (deltaEnd - at < nzrun) {
      return OVERFLOW;
    }
    RunBytes.copy(page, nzrunAt, delta, at, nzrun);
    return at + nzrun;
  }

  /**
   * Tells whether the rest of a page is sure to pass a limit: by its changed bytes, and two lengths
   * for each run of them that begins there.
   */
  private static boolean passes(
      byte[] old, int shift, byte[] page, int from, int pageEnd, int limit) {
    int bytes = 0;
    // A run that reaches in from before has its lengths already.
    long before = 1;
    for (int lineAt = from; lineAt < pageEnd && bytes <= limit; lineAt += ChangeMap.LINE_BYTES) {
      if (before == 1 && ChangeMap.isFull(old, lineAt + shift, page, lineAt)) {
        bytes += ChangeMap.LINE_BYTES;
        continue;
      }
      long changed = ChangeMap.of(old, lineAt + shift, page, lineAt);
      bytes += Long.bitCount(changed) + 2 * Long.bitCount(changed & ~(changed << 1 | before));
      before = changed >>> Long.SIZE - 1;
    }
    return bytes > limit;
  }
}
