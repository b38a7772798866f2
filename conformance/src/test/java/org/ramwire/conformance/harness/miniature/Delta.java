package org.ramwire.conformance.harness.miniature;

/** The miniature's reading of a delta: checks and applies run by run on a copy. */
final class Delta {

  private final byte[] delta;
  private final Fault fault;
  private int at;

  Delta(byte[] delta, Fault fault) {
    this.delta = delta;
    this.fault = fault;
  }

  /** Applies the delta to a page, or leaves the page alone. */
  void apply(byte[] page) throws Refused {
    byte[] copy = page.clone();
    if (delta.length == 0 && fault == Fault.DELTA_EMPTY_REFUSED) {
      throw Refused.because("an empty delta");
    }
    int where = 0;
    boolean first = true;
    while (at < delta.length) {
      int zrun = runLength();
      where = fault == Fault.RUNS_RELATIVE_TO_START ? zrun : where + zrun;
      if (zrun == 0 && !first && fault != Fault.ZRUN_ZERO_TAKEN) {
        throw Refused.because("a zrun of 0");
      }
      if (where > page.length) {
        if (fault == Fault.ZRUN_PAST_END_TAKEN) {
          break;
        }
        throw Refused.because("a zrun passes the page");
      }
      if (at == delta.length) {
        if (fault == Fault.ZRUN_LAST_TAKEN) {
          break;
        }
        throw Refused.because("a zrun at the end");
      }
      where = applyBytes(copy, where);
      first = false;
    }
    System.arraycopy(copy, 0, page, 0, page.length);
  }

  private int applyBytes(byte[] copy, int where) throws Refused {
    int count = runLength();
    if (count == 0 && fault != Fault.NZRUN_ZERO_TAKEN) {
      throw Refused.because("an nzrun of 0");
    }
    if (count > copy.length - where && fault != Fault.NZRUN_PAST_END_CUT) {
      throw Refused.because("an nzrun passes the page");
    }
    if (count > delta.length - at && fault != Fault.NZRUN_PAST_DELTA_CUT) {
      throw Refused.because("an nzrun passes the delta");
    }
    int taken = Math.min(count, Math.min(copy.length - where, delta.length - at));
    System.arraycopy(delta, at, copy, where, taken);
    at += fault == Fault.NZRUN_PAST_END_CUT ? Math.min(count, delta.length - at) : taken;
    return where + taken;
  }

  private int runLength() throws Refused {
    int low = next();
    if (low < 0x80) {
      return low;
    }
    int high = next();
    int value = low & 0x7f | (high & 0x7f) << 7;
    if (high >= 0x80) {
      if (fault != Fault.ULEB_OF_THREE_BYTES) {
        throw Refused.because("a run length of three bytes");
      }
      return value | next() << 14;
    }
    if (high == 0 && fault == Fault.ULEB_LONG_REFUSED) {
      throw Refused.because("a run length that is too long");
    }
    return value;
  }

  private int next() throws Refused {
    if (at == delta.length) {
      throw Refused.because("the delta ends inside a run length");
    }
    return delta[at++] & 0xff;
  }
}
