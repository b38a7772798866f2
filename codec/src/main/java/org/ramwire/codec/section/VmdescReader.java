package org.ramwire.codec.section;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.SectionType;
import org.ramwire.format.TruncatedStreamException;

/** The reading of the description after EOF, which has to fit into the window (CON-042). */
public final class VmdescReader {

  private static final int HEAD_BYTES = 1 + Integer.BYTES;

  private final StreamInput input;
  private final Limits limits;
  private final ContainerRules rules;
  private final StreamVisitor visitor;

  /**
   * Prepares to read one description.
   *
   * @param input stands at its type byte when {@link #read} is called
   * @param limits what is taken at most
   * @param sections the stream's sections, by whose rules it is read
   * @param visitor takes it
   */
  public VmdescReader(
      StreamInput input, Limits limits, SectionTable sections, StreamVisitor visitor) {
    this.input = input;
    this.limits = limits;
    this.rules = sections.rules();
    this.visitor = visitor;
  }

  /** Tells whether a description stands ahead. */
  public boolean present() throws IOException {
    return input.available(1) && input.peek(0) == SectionType.VMDESC;
  }

  /**
   * Takes the description.
   *
   * @param inForce the page size in force
   * @return the description, or null if it was passed over (LEN-021)
   */
  public VmDescription read(PageSize inForce) throws IOException {
    long at = input.offset();
    VmDescription description;
    int length = 0;
    try {
      input.require(HEAD_BYTES, "the description's head");
      length = length(at);
      input.require(HEAD_BYTES + length, "the description");
      description = take(length);
    } catch (TruncatedStreamException | MalformedStreamException e) {
      rules.checkDescription(e);
      visitor.warning(Clause.VMDESC_LENGTH, at, "the description is cut or no JSON object");
      long end = at + HEAD_BYTES + length;
      input.advance((int) Math.min(input.buffered(), end - input.offset()));
      return null;
    }
    visitor.vmdesc(at, description);
    rules.checkDescribedPageSize(at, description.pageSizeBytes(), inForce);
    return description;
  }

  private int length(long at) throws LimitExceededException {
    int length = input.peekBe32(1);
    if (length < 0 || length > limits.maxVmdescBytes()) {
      throw new LimitExceededException(
          Clause.LIMIT_VMDESC,
          at + 1,
          "a description of "
              + Integer.toUnsignedString(length)
              + " bytes; this reader takes at most "
              + limits.maxVmdescBytes());
    }
    return length;
  }

  /** Takes type byte, length and JSON. */
  private VmDescription take(int length) throws IOException {
    input.advance(HEAD_BYTES);
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
    int from = ahead + HEAD_BYTES;
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
    int from = ahead + HEAD_BYTES;
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
