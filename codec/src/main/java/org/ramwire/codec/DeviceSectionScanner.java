package org.ramwire.codec;

import java.io.IOException;
import java.util.function.IntPredicate;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;

/**
 * The search for the footer of a section whose content is unknown and whose length is nowhere
 * (CON-022).
 *
 * <p>A footer is five bytes that a device's state may hold by chance, so one counts only if what
 * stands behind it can begin an element. The search takes the bytes as it goes and looks ahead by
 * one element's head.
 */
final class DeviceSectionScanner {

  /** 7e and a section id. */
  static final int FOOTER_BYTES = 1 + Integer.BYTES;

  private static final int MAX_HEAD_BYTES = 1 + 4 + 1 + 255 + 4 + 4;

  private final StreamInput input;
  private final Limits limits;

  /** Tells whether a PART or END of a section id may come. */
  private final IntPredicate openSection;

  /** Where EOF stands if only a footer before trailing bytes was found, else -1. */
  private long eofBeforeTrailingBytes = -1;

  /** Whether what follows that EOF begins as a description does, and is none. */
  private boolean wrongDescription;

  DeviceSectionScanner(StreamInput input, Limits limits, IntPredicate openSection) {
    this.input = input;
    this.limits = limits;
    this.openSection = openSection;
  }

  /**
   * Takes the section's payload and leaves the input at its footer.
   *
   * @return false if the input ended first; then {@link #eofBeforeTrailingBytes} may tell more
   */
  boolean skipToFooter(int id) throws IOException {
    eofBeforeTrailingBytes = -1;
    wrongDescription = false;
    while (input.available(FOOTER_BYTES)) {
      if (input.peek(0) == SectionType.FOOTER && input.peekBe32(1) == id) {
        Following following = following();
        if (following == Following.ELEMENT) {
          return true;
        }
        if (following == Following.EOF_AND_MORE && eofBeforeTrailingBytes < 0) {
          eofBeforeTrailingBytes = input.offset() + FOOTER_BYTES;
        } else if (following == Following.EOF_AND_NO_DESCRIPTION) {
          eofBeforeTrailingBytes = input.offset() + FOOTER_BYTES;
          wrongDescription = true;
        }
      }
      skipToCandidate();
    }
    input.advance(input.buffered());
    return false;
  }

  /** Returns where EOF stands if the rest of the input is bytes behind the stream, else -1. */
  long eofBeforeTrailingBytes() {
    return eofBeforeTrailingBytes;
  }

  /** Tells whether a description that is none stands behind that EOF. */
  boolean wrongDescription() {
    return wrongDescription;
  }

  private void skipToCandidate() {
    byte[] window = input.window();
    int end = input.position() + input.buffered();
    int next = input.position() + 1;
    while (next < end && window[next] != SectionType.FOOTER) {
      next++;
    }
    input.advance(next - input.position());
  }

  private enum Following {
    /** The head of an element, or the input's end. */
    ELEMENT,
    /** EOF with bytes behind it that do not begin as a description does. */
    EOF_AND_MORE,
    /** EOF and 06, but no length and JSON behind that. */
    EOF_AND_NO_DESCRIPTION,
    /** Neither. */
    NOTHING
  }

  private Following following() throws IOException {
    if (!input.available(FOOTER_BYTES + 1)) {
      return Following.ELEMENT;
    }
    return switch (input.peek(FOOTER_BYTES)) {
      case SectionType.EOF -> followingEof();
      case SectionType.START, SectionType.FULL -> only(sectionHead());
      case SectionType.PART, SectionType.END -> only(openHead());
      case SectionType.COMMAND -> only(commandHead());
      default -> Following.NOTHING;
    };
  }

  private static Following only(boolean plausible) {
    return plausible ? Following.ELEMENT : Following.NOTHING;
  }

  private Following followingEof() throws IOException {
    int behind = FOOTER_BYTES + 1;
    if (!input.available(behind + 1)) {
      return Following.ELEMENT;
    }
    if (input.peek(behind) != SectionType.VMDESC) {
      return Following.EOF_AND_MORE;
    }
    if (!input.available(behind + 6)) {
      return Following.ELEMENT;
    }
    int length = input.peekBe32(behind + 1);
    int first = input.peek(behind + 5);
    boolean json = first == '{' || first == ' ' || first == '\t' || first == '\n' || first == '\r';
    return json && length > 0 && length <= limits.maxVmdescBytes()
        ? Following.ELEMENT
        : Following.EOF_AND_NO_DESCRIPTION;
  }

  private boolean sectionHead() throws IOException {
    int nameAt = FOOTER_BYTES + 1 + Integer.BYTES + 1;
    if (!input.available(nameAt)) {
      return true;
    }
    int length = input.peek(nameAt - 1);
    int here = input.available(FOOTER_BYTES + MAX_HEAD_BYTES) ? length : input.buffered() - nameAt;
    for (int i = 0; i < Math.min(length, here); i++) {
      int character = input.peek(nameAt + i);
      if (character < 0x20 || character >= 0x7f) {
        return false;
      }
    }
    return length > 0;
  }

  private boolean openHead() throws IOException {
    return !input.available(FOOTER_BYTES + 1 + Integer.BYTES)
        || openSection.test(input.peekBe32(FOOTER_BYTES + 1));
  }

  private boolean commandHead() throws IOException {
    if (!input.available(FOOTER_BYTES + 1 + 2 * Short.BYTES)) {
      return true;
    }
    MigrationCommand command = MigrationCommand.byCode(input.peekBe32(FOOTER_BYTES + 1) >>> 16);
    return command != null && command.takes(input.peekBe32(FOOTER_BYTES + 1) & 0xffff);
  }
}
