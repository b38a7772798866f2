package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** The taking of bytes that a be64 in front of them counts. */
final class SectionBytes {

  private SectionBytes() {}

  /** Takes be64 n and n bytes; no memory is provided for them. */
  static void skipCounted(StreamInput input, Clause clause, String what) throws IOException {
    long at = input.offset();
    input.require(Long.BYTES, "the length of " + what);
    long length = input.be64();
    if (length < 0) {
      throw new MalformedStreamException(
          clause, at, Long.toUnsignedString(length) + " bytes of " + what + ": no stream has them");
    }
    input.skip(length, what);
  }
}
