package org.ramwire.codec.section;

import java.io.IOException;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/**
 * The search for the footer of a section whose content is unknown and whose length is nowhere
 * (CON-022).
 *
 * <p>A footer is five bytes that a device's state may hold by chance, so one ends the section only
 * if what stands after it counts. The search takes the bytes as it goes and looks ahead by one
 * element's head, or by a description.
 */
final class DeviceSectionScanner {

  private final StreamInput input;
  private final Limits limits;
  private final SectionTable sections;

  /** Where the first EOF stands that has other bytes after it than a description, else -1. */
  private long eofBeforeTrailingBytes = -1;

  /** Where the first EOF stands that has 06 and no complete description after it, else -1. */
  private long eofBeforeWrongDescription = -1;

  /** Whether the input's end cuts that description. */
  private boolean descriptionCut;

  /** Where the last byte other than 00 stands after the first of these, or less. */
  private long lastUnlikePadding;

  DeviceSectionScanner(StreamInput input, Limits limits, SectionTable sections) {
    this.input = input;
    this.limits = limits;
    this.sections = sections;
  }

  /**
   * Takes the section's payload and leaves the input at its footer.
   *
   * @return false if the input ended first; then the two offsets may tell more
   */
  boolean skipToFooter(int id) throws IOException {
    eofBeforeTrailingBytes = -1;
    eofBeforeWrongDescription = -1;
    lastUnlikePadding = -1;
    FollowingElement following = new FollowingElement(input, limits, sections, sections.moment());
    while (input.available(StreamConstants.FOOTER_BYTES)) {
      if (input.peek(0) == SectionType.FOOTER && input.peekBe32(1) == id) {
        FollowingElement.Kind kind = following.kind();
        long after = input.offset() + StreamConstants.FOOTER_BYTES;
        if (kind == FollowingElement.Kind.COUNTS) {
          return true;
        }
        keep(kind, after);
      }
      skipToCandidate();
    }
    skip(input.buffered());
    return false;
  }

  private void keep(FollowingElement.Kind kind, long eof) {
    if (kind == FollowingElement.Kind.EOF_AND_MORE && eofBeforeTrailingBytes < 0) {
      eofBeforeTrailingBytes = eof;
    }
    boolean cut = kind == FollowingElement.Kind.EOF_AND_CUT_DESCRIPTION;
    if ((cut || kind == FollowingElement.Kind.EOF_AND_NO_DESCRIPTION)
        && eofBeforeWrongDescription < 0) {
      eofBeforeWrongDescription = eof;
      descriptionCut = cut;
    }
  }

  /** Returns where EOF stands if the rest of the input may be bytes after the stream, else -1. */
  long eofBeforeTrailingBytes() {
    return eofBeforeTrailingBytes;
  }

  /** Returns where EOF stands if a description that is cut or wrong follows it, else -1. */
  long eofBeforeWrongDescription() {
    return eofBeforeWrongDescription;
  }

  /** Tells whether the input's end cuts that description. */
  boolean descriptionCut() {
    return descriptionCut;
  }

  private void skipToCandidate() {
    byte[] window = input.window();
    int end = input.position() + input.buffered();
    int next = input.position() + 1;
    while (next < end && window[next] != SectionType.FOOTER) {
      next++;
    }
    skip(next - input.position());
  }

  private void skip(int count) {
    if (eofBeforeTrailingBytes >= 0) {
      byte[] window = input.window();
      for (int i = count - 1; i >= 0; i--) {
        if (window[input.position() + i] != 0) {
          lastUnlikePadding = input.offset() + i;
          break;
        }
      }
    }
    input.advance(count);
  }

  /** Tells whether nothing but 00 follows an EOF that trailing bytes follow. */
  boolean paddedAfter(long eof) {
    return lastUnlikePadding <= eof;
  }
}
