package org.ramwire.xbzrle;

import java.util.Objects;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

/**
 * The XBZRLE decoder: applies a delta to the page that it was made from, in place (XBZ-001 to
 * XBZ-012).
 *
 * <p>Stateless, so safe for any number of threads; a page belongs to one thread during a call.
 */
public final class XbzrleDecoder {

  private XbzrleDecoder() {}

  /**
   * Applies a delta that is valid as a whole, and refuses any other before it writes a byte.
   *
   * @param delta holds the delta; not the page's array
   * @param from index of the delta's first byte
   * @param length the delta's length in bytes; 0 is a delta that changes nothing
   * @param page holds the page's old content, and afterwards the new
   * @param pageFrom index of the page's first byte
   * @param pageLength the page size, 1 KiB to 64 KiB
   * @return how far the delta reaches: the page offset just after the last byte written, 0 for an
   *     empty delta
   * @throws DeltaException if the delta breaks a clause; the page is then as it was (XBZ-012)
   */
  public static int decode(
      byte[] delta, int from, int length, byte[] page, int pageFrom, int pageLength)
      throws DeltaException {
    checkArguments(delta, from, length, pageLength);
    Objects.checkFromIndexSize(pageFrom, pageLength, page.length);
    checkRuns(delta, from, length, pageLength);
    return apply(delta, from, length, page, pageFrom);
  }

  /**
   * Applies a delta run by run, as QEMU does: what precedes a fault is written.
   *
   * @param delta holds the delta; not the page's array
   * @param from index of the delta's first byte
   * @param length the delta's length in bytes; 0 is a delta that changes nothing
   * @param page holds the page's old content, and afterwards the new
   * @param pageFrom index of the page's first byte
   * @param pageLength the page size, 1 KiB to 64 KiB
   * @return how far the delta reaches: the page offset just after the last byte written, 0 for an
   *     empty delta
   * @throws DeltaException if the delta breaks a clause; the runs before the fault are then in the
   *     page
   */
  public static int decodePartially(
      byte[] delta, int from, int length, byte[] page, int pageFrom, int pageLength)
      throws DeltaException {
    checkArguments(delta, from, length, pageLength);
    Objects.checkFromIndexSize(pageFrom, pageLength, page.length);
    try {
      checkRuns(delta, from, length, pageLength);
    } catch (DeltaException fault) {
      apply(delta, from, fault.wholeRunsLength(), page, pageFrom);
      throw fault;
    }
    return apply(delta, from, length, page, pageFrom);
  }

  /**
   * Checks a delta against the clauses without a page to apply it to.
   *
   * @param delta holds the delta
   * @param from index of the delta's first byte
   * @param length the delta's length in bytes; 0 is valid
   * @param pageLength the page size, 1 KiB to 64 KiB
   * @throws DeltaException if the delta breaks a clause
   */
  public static void validate(byte[] delta, int from, int length, int pageLength)
      throws DeltaException {
    checkArguments(delta, from, length, pageLength);
    checkRuns(delta, from, length, pageLength);
  }

  private static void checkArguments(byte[] delta, int from, int length, int pageLength) {
    Objects.checkFromIndexSize(from, length, delta.length);
    if (pageLength < PageSize.MIN_BYTES
        || pageLength > PageSize.MAX_BYTES
        || Integer.bitCount(pageLength) != 1) {
      throw new IllegalArgumentException(
          "page length must be a power of two from 1024 to 65536, not " + pageLength);
    }
  }

  /** Refuses a delta that breaks a clause, by its first fault. */
  private static void checkRuns(byte[] delta, int from, int length, int pageLength)
      throws DeltaException {
    if (!areValid(delta, from, length, pageLength)) {
      refuse(delta, from, length, pageLength);
    }
  }

  /** Tells whether a delta keeps every clause: the quick walk, which names no fault. */
  private static boolean areValid(byte[] delta, int from, int length, int pageLength) {
    int end = from + length;
    int at = from;
    int pageLeft = pageLength;
    while (at < end) {
      boolean first = at == from;
      // Branches, not arithmetic, tell one byte from two: the next load need not wait for this one.
      int zrun = delta[at++];
      if (zrun < 0) {
        if (at == end || delta[at] < 0) {
          return false;
        }
        zrun = zrun & 0x7f | delta[at++] << 7;
      }
      if (at == end || zrun == 0 && !first) {
        return false;
      }
      int nzrun = delta[at++];
      if (nzrun < 0) {
        if (at == end || delta[at] < 0) {
          return false;
        }
        nzrun = nzrun & 0x7f | delta[at++] << 7;
      }
      at += nzrun;
      pageLeft -= zrun + nzrun;
      if (nzrun == 0 || (pageLeft | end - at) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Walks the runs of a delta that is not valid to its first fault. */
  private static void refuse(byte[] delta, int from, int length, int pageLength)
      throws DeltaException {
    int end = from + length;
    int at = from;
    int pageOffset = 0;
    while (at < end) {
      int runAt = at;
      int zrun = delta[at++];
      if (zrun < 0) {
        zrun = longLength(delta, runAt, end, from, runAt);
        at++;
      }
      if (zrun == 0 && runAt > from) {
        throw fault(Clause.DELTA_ZRUN_ZERO, runAt, from, runAt, "zrun 0 after the first run");
      }
      pageOffset += zrun;
      if (pageOffset > pageLength) {
        throw fault(
            Clause.DELTA_ZRUN_IN_PAGE,
            runAt,
            from,
            runAt,
            "zrun " + zrun + " ends at page offset " + pageOffset + " of " + pageLength);
      }
      if (at == end) {
        throw fault(
            Clause.DELTA_ENDS_WITH_BYTES,
            runAt,
            from,
            runAt,
            "nothing after zrun " + zrun + ", an nzrun expected");
      }

      int nzrunAt = at;
      int nzrun = delta[at++];
      if (nzrun < 0) {
        nzrun = longLength(delta, nzrunAt, end, from, runAt);
        at++;
      }
      if (nzrun == 0) {
        throw fault(
            Clause.DELTA_NZRUN_POSITIVE, nzrunAt, from, runAt, "nzrun 0, at least 1 expected");
      }
      pageOffset += nzrun;
      if (pageOffset > pageLength) {
        throw fault(
            Clause.DELTA_NZRUN_IN_PAGE,
            nzrunAt,
            from,
            runAt,
            "nzrun " + nzrun + " ends at page offset " + pageOffset + " of " + pageLength);
      }
      if (nzrun > end - at) {
        throw fault(
            Clause.DELTA_NZRUN_IN_DELTA,
            nzrunAt,
            from,
            runAt,
            "nzrun " + nzrun + " with " + (end - at) + " bytes left in the delta");
      }
      at += nzrun;
    }
    throw new AssertionError("a delta of " + length + " bytes without a fault was refused");
  }

  /** Reads a length of two bytes (XBZ-002); 85 00 is 5 (XBZ-004). */
  private static int longLength(byte[] delta, int at, int end, int from, int runAt)
      throws DeltaException {
    if (at + 1 == end) {
      throw fault(Clause.DELTA_ULEB, at, from, runAt, "the delta ends after a length's first byte");
    }
    int high = delta[at + 1];
    if (high < 0) {
      throw fault(Clause.DELTA_ULEB, at, from, runAt, "a length goes on after its second byte");
    }
    return high << 7 | delta[at] & 0x7f;
  }

  private static DeltaException fault(Clause clause, int at, int from, int runAt, String detail) {
    return new DeltaException(clause, at - from, runAt - from, detail);
  }

  /** Applies runs that have been checked. */
  private static int apply(byte[] delta, int from, int length, byte[] page, int pageFrom) {
    int end = from + length;
    int at = from;
    int pageAt = pageFrom;
    while (at < end) {
      int zrun = delta[at++];
      if (zrun < 0) {
        zrun = zrun & 0x7f | delta[at++] << 7;
      }
      int nzrun = delta[at++];
      if (nzrun < 0) {
        nzrun = nzrun & 0x7f | delta[at++] << 7;
      }
      pageAt += zrun;
      RunBytes.copy(delta, at, page, pageAt, nzrun);
      at += nzrun;
      pageAt += nzrun;
    }
    return pageAt - pageFrom;
  }
}
