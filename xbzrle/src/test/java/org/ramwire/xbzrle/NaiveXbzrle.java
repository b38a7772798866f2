package org.ramwire.xbzrle;

import java.io.ByteArrayOutputStream;
import org.ramwire.format.Clause;

/** The delta format a byte at a time, written from the clauses alone: the model of the tests. */
final class NaiveXbzrle {

  /** What the model makes of a delta: a page and how far it reaches, or a fault. */
  record Decoded(byte[] page, int reach, Clause clause, int deltaOffset) {

    boolean valid() {
      return clause == null;
    }
  }

  private NaiveXbzrle() {}

  /** Returns the delta, empty for an unchanged page, or null for an overflow. */
  static byte[] encode(byte[] old, byte[] page, int limit) {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    int at = 0;
    while (at < page.length) {
      // XBZ-022
      if (limit - delta.size() < 2) {
        return null;
      }
      int zrun = 0;
      while (at < page.length && page[at] == old[at]) {
        zrun++;
        at++;
      }
      // XBZ-010
      if (at == page.length) {
        break;
      }
      writeLength(delta, zrun);
      if (limit - delta.size() < 2) {
        return null;
      }
      int start = at;
      while (at < page.length && page[at] != old[at]) {
        at++;
      }
      writeLength(delta, at - start);
      if (limit - delta.size() < at - start) {
        return null;
      }
      for (int i = start; i < at; i++) {
        delta.write(page[i]);
      }
    }
    return delta.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream delta, int length) {
    if (length < 128) {
      delta.write(length);
    } else {
      delta.write(length % 128 + 128);
      delta.write(length / 128);
    }
  }

  /** Decodes as far as the delta is valid. */
  static Decoded decode(byte[] delta, byte[] old) {
    byte[] page = old.clone();
    int reach = 0;
    int at = 0;
    while (at < delta.length) {
      int runAt = at;
      int zrun = 0;
      int nzrunAt = at;
      int nzrun = 0;
      for (int field = 0; field < 2; field++) {
        int fieldAt = at;
        // XBZ-010
        if (at == delta.length) {
          return new Decoded(page, reach, Clause.DELTA_ENDS_WITH_BYTES, runAt);
        }
        // XBZ-002
        int value = delta[at] & 0xff;
        at++;
        if (value >= 128) {
          if (at == delta.length || (delta[at] & 0xff) >= 128) {
            return new Decoded(page, reach, Clause.DELTA_ULEB, fieldAt);
          }
          value = value - 128 + 128 * delta[at];
          at++;
        }
        if (field == 0) {
          zrun = value;
          // XBZ-005
          if (zrun == 0 && runAt != 0) {
            return new Decoded(page, reach, Clause.DELTA_ZRUN_ZERO, fieldAt);
          }
          // XBZ-006
          if (reach + zrun > page.length) {
            return new Decoded(page, reach, Clause.DELTA_ZRUN_IN_PAGE, fieldAt);
          }
        } else {
          nzrunAt = fieldAt;
          nzrun = value;
        }
      }
      // XBZ-007
      if (nzrun == 0) {
        return new Decoded(page, reach, Clause.DELTA_NZRUN_POSITIVE, nzrunAt);
      }
      // XBZ-008
      if (reach + zrun + nzrun > page.length) {
        return new Decoded(page, reach, Clause.DELTA_NZRUN_IN_PAGE, nzrunAt);
      }
      // XBZ-009
      if (at + nzrun > delta.length) {
        return new Decoded(page, reach, Clause.DELTA_NZRUN_IN_DELTA, nzrunAt);
      }
      reach += zrun;
      for (int i = 0; i < nzrun; i++) {
        page[reach] = delta[at];
        reach++;
        at++;
      }
    }
    return new Decoded(page, reach, null, -1);
  }
}
