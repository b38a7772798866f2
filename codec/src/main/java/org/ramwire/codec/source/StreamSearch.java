package org.ramwire.codec.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ramwire.format.StreamConstants;

/** The search for a stream that starts later than its input (CON-001, CON-002). */
final class StreamSearch {

  private static final byte[] HEADER =
      ByteBuffer.allocate(StreamConstants.HEADER_BYTES)
          .putInt(StreamConstants.MAGIC)
          .putInt(StreamConstants.VERSION)
          .array();

  private StreamSearch() {}

  /** Returns the index of the first magic with version 3, or -1. */
  static long find(byte[] bytes) {
    for (int i = 0; i <= bytes.length - HEADER.length; i++) {
      if (bytes[i] == HEADER[0]
          && Arrays.equals(bytes, i, i + HEADER.length, HEADER, 0, HEADER.length)) {
        return i;
      }
    }
    return -1;
  }
}
