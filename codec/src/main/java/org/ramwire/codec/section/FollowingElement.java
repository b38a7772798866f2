package org.ramwire.codec.section;

import java.io.IOException;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.ElementType;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/**
 * The judgement of what stands after bytes that look like a device section's footer: whether the
 * clauses let it stand there (the table of CON-022). Looks ahead and takes nothing.
 */
final class FollowingElement {

  /** What it may be. */
  enum Kind {
    /** What counts: the head of an element, the whole of it or what the input's end leaves. */
    COUNTS,
    /** EOF after the ram section's END, and bytes that are no description. */
    EOF_AND_MORE,
    /** EOF after the ram section's END, and 06, but no description of that length. */
    EOF_AND_NO_DESCRIPTION,
    /** EOF after the ram section's END, and a description that the input's end cuts. */
    EOF_AND_CUT_DESCRIPTION,
    /** None of these. */
    NOTHING
  }

  private static final int AT = StreamConstants.FOOTER_BYTES;
  private static final int ID_AT = AT + 1;
  private static final int LENGTH_AT = ID_AT + Integer.BYTES;
  private static final int NAME_AT = LENGTH_AT + 1;

  private final StreamInput input;
  private final Limits limits;
  private final SectionTable sections;

  /** The first and the last of the moments by whose sections is judged. */
  private final int moment;

  private final int lastMoment;

  FollowingElement(StreamInput input, Limits limits, SectionTable sections, int moment) {
    this(input, limits, sections, moment, moment);
  }

  /** Judges by what might have counted at any moment from a first to a last one. */
  FollowingElement(
      StreamInput input, Limits limits, SectionTable sections, int moment, int lastMoment) {
    this.input = input;
    this.limits = limits;
    this.sections = sections;
    this.moment = moment;
    this.lastMoment = lastMoment;
  }

  /** Judges what stands after the footer that the input stands at. */
  Kind kind() throws IOException {
    if (!input.available(AT + 1)) {
      return Kind.COUNTS;
    }
    ElementType type = ElementType.byCode(input.peek(AT));
    if (type == null) {
      return Kind.NOTHING;
    }
    return switch (type) {
      case EOF -> endOfFile();
      case START, FULL -> only(namedHead(type));
      case PART, END -> only(openHead());
      case COMMAND -> only(commandHead());
    };
  }

  private static Kind only(boolean counts) {
    return counts ? Kind.COUNTS : Kind.NOTHING;
  }

  private Kind endOfFile() throws IOException {
    if (!input.available(ID_AT + 1)) {
      return Kind.COUNTS;
    }
    int end = VmdescReader.completeEnd(input, ID_AT, limits);
    if (end >= 0 && (sections.ramEnded(moment) || !input.available(end + 1))) {
      return Kind.COUNTS;
    }
    if (!sections.ramEnded(moment)) {
      // The bytes after may be the rest of memory, and this EOF a device's state.
      return Kind.NOTHING;
    }
    if (input.peek(ID_AT) != SectionType.VMDESC) {
      return Kind.EOF_AND_MORE;
    }
    return VmdescReader.cut(input, ID_AT, limits)
        ? Kind.EOF_AND_CUT_DESCRIPTION
        : Kind.EOF_AND_NO_DESCRIPTION;
  }

  private boolean namedHead(ElementType type) throws IOException {
    if (!input.available(LENGTH_AT)) {
      return true;
    }
    int id = input.peekBe32(ID_AT);
    if (sections.taken(type, id, moment)
        && (lastMoment == moment || !sections.mayComeAgain(type, id, lastMoment))) {
      return false;
    }
    if (!input.available(NAME_AT)) {
      return true;
    }
    int length = input.peek(LENGTH_AT);
    boolean whole = input.available(NAME_AT + length + 2 * Integer.BYTES);
    int here = Math.min(length, input.buffered() - NAME_AT);
    int nameFrom = input.position() + NAME_AT;
    if (length == 0 || SectionTable.hasControl(input.window(), nameFrom, here)) {
      return false;
    }
    return !whole || sections.mayStart(id, nameFrom, length, input, moment);
  }

  private boolean openHead() throws IOException {
    return !input.available(LENGTH_AT) || sections.open(input.peekBe32(ID_AT), moment, lastMoment);
  }

  private boolean commandHead() throws IOException {
    if (!input.available(ID_AT + 2 * Short.BYTES)) {
      return true;
    }
    int codeAndLength = input.peekBe32(ID_AT);
    MigrationCommand command = MigrationCommand.byCode(codeAndLength >>> 16);
    return command != null && command.takes(codeAndLength & 0xffff);
  }
}
