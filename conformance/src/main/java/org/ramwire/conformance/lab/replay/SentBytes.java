package org.ramwire.conformance.lab.replay;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a replay has sent so far, to be looked at without a copy. */
final class SentBytes extends ByteArrayOutputStream {

  /** Compares what was sent from an offset on with a piece of another array. */
  boolean equalsFrom(int from, byte[] other, int otherFrom, int otherTo) {
    return Arrays.equals(buf, from, count, other, otherFrom, otherTo);
  }

  byte[] from(int offset) {
    return Arrays.copyOfRange(buf, offset, count);
  }
}
