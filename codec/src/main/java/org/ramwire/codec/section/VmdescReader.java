package org.ramwire.codec.section;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;

/** The taking of a description that is wholly in the window (CON-042). */
public final class VmdescReader {

  private VmdescReader() {}

  /** Takes type byte, length and JSON. */
  public static VmDescription take(StreamInput input, int length, Limits limits)
      throws IOException {
    input.advance(1 + Integer.BYTES);
    long at = input.offset();
    int most = limits.maxSections();
    VmDescription description;
    try {
      description = VmdescParser.parse(input.window(), input.position(), length, most + 1);
    } catch (StreamConstraintsException e) {
      throw new LimitExceededException(
          Clause.LIMIT_VMDESC_SHAPE,
          at,
          "the description is more than "
              + VmdescParser.MAX_DEPTH
              + " deep, or has a number of more than "
              + VmdescParser.MAX_NUMBER_CHARS
              + " characters; this reader takes no more");
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

  /** Tells whether the input ends inside what stands ahead and begins with 06 (CON-050). */
  static boolean cut(StreamInput input, int ahead, Limits limits) throws IOException {
    int from = ahead + 1 + Integer.BYTES;
    if (!input.available(from)) {
      return true;
    }
    int length = input.peekBe32(ahead + 1);
    return length >= 0 && length <= limits.maxVmdescBytes() && !input.available(from + length);
  }

  /**
   * Finds the end of a complete description (CON-022): 06, a length within the limit, and that many
   * bytes, all there and one JSON object.
   *
   * @param ahead where it would start, in bytes from the input's position
   * @return where it ends, likewise, or -1 if none stands there
   */
  static int completeEnd(StreamInput input, int ahead, Limits limits) throws IOException {
    int from = ahead + 1 + Integer.BYTES;
    if (!input.available(from) || input.peek(ahead) != SectionType.VMDESC) {
      return -1;
    }
    int length = input.peekBe32(ahead + 1);
    if (length <= 0 || length > limits.maxVmdescBytes() || !input.available(from + length)) {
      return -1;
    }
    try {
      VmdescParser.parse(input.window(), input.position() + from, length, 0);
      return from + length;
    } catch (IOException e) {
      return -1;
    }
  }
}
