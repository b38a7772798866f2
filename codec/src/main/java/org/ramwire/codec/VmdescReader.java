package org.ramwire.codec;

import java.io.IOException;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** The taking of a description that is wholly in the window (CON-042). */
final class VmdescReader {

  private VmdescReader() {}

  /** Takes type byte, length and JSON. */
  static VmDescription take(StreamInput input, int length) throws IOException {
    input.advance(1 + Integer.BYTES);
    long at = input.offset();
    VmDescription description;
    try {
      description = VmDescription.parse(input.window(), input.position(), length);
    } catch (IOException e) {
      throw new MalformedStreamException(
          Clause.VMDESC_LENGTH,
          at,
          "the description is not one JSON object of " + length + " bytes");
    }
    input.advance(length);
    return description;
  }

  /** Tells whether one JSON object stands ahead in the window. */
  static boolean present(StreamInput input, int ahead, int length) {
    try {
      VmDescription.parse(input.window(), input.position() + ahead, length);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
