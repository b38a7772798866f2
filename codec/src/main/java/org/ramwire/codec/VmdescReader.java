package org.ramwire.codec;

import java.io.IOException;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;

/** The taking of a description that is wholly in the window (CON-042). */
final class VmdescReader {

  private VmdescReader() {}

  /** Takes type byte, length and JSON. */
  static VmDescription take(StreamInput input, int length, Limits limits) throws IOException {
    input.advance(1 + Integer.BYTES);
    long at = input.offset();
    int most = limits.maxSections();
    VmDescription description;
    try {
      description = VmDescription.parse(input.window(), input.position(), length, most + 1);
    } catch (IOException e) {
      throw new MalformedStreamException(
          Clause.VMDESC_LENGTH,
          at,
          "the description is not one JSON object of " + length + " bytes");
    }
    if (description.devices().size() > most) {
      throw new LimitExceededException(
          Clause.LIMIT_SECTIONS, at, "the description names more than " + most + " sections");
    }
    input.advance(length);
    return description;
  }

  /** Tells whether one JSON object stands ahead in the window. */
  static boolean present(StreamInput input, int ahead, int length) {
    try {
      VmDescription.parse(input.window(), input.position() + ahead, length, 0);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
