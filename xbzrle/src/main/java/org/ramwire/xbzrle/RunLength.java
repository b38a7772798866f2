package org.ramwire.xbzrle;

/** The length of a run as a delta states it: unsigned LEB128 in one or two bytes (XBZ-002). */
final class RunLength {

  /** The longest run that two bytes can state. */
  static final int MAX = (1 << 14) - 1;

  /** The longest run that one byte can state. */
  static final int MAX_ONE_BYTE = (1 << 7) - 1;

  private RunLength() {}

  /** Writes a length of 0 to {@link #MAX} and returns the index after it. */
  static int write(int length, byte[] delta, int at) {
    // XBZ-003: "A run length takes the fewest bytes."
    if (length <= MAX_ONE_BYTE) {
      delta[at] = (byte) length;
      return at + 1;
    }
    delta[at] = (byte) (length | 0x80);
    delta[at + 1] = (byte) (length >>> 7);
    return at + 2;
  }
}
