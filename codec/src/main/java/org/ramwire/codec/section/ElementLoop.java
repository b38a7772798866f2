package org.ramwire.codec.section;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.ElementType;

/**
 * The loop over a stream's elements, or over those of a stream inside it (CON-010): takes each
 * element's type and a section's head, and leaves the rest to those who know what it is read for.
 */
public final class ElementLoop {

  /** What is done with elements; each tells whether the loop goes on. */
  public interface Elements {

    /** Takes a section whose head has been taken. */
    boolean section(SectionHeader header) throws IOException;

    /** Takes a command whose type byte has been taken. */
    boolean command(long at) throws IOException;

    /** Takes EOF, with which the loop ends. */
    void endOfFile(long at) throws IOException;

    /** Judges a byte that no element begins with; the loop ends. */
    void unknown(long at, int typeByte) throws IOException;

    /** Judges an end without EOF. */
    void cut(long at) throws IOException;
  }

  private final StreamInput input;
  private final SectionTable sections;
  private final Elements elements;

  /**
   * Reads the elements of one stream.
   *
   * @param input stands at the first element's type byte
   * @param sections the table of this stream's sections
   * @param elements what takes them
   */
  public ElementLoop(StreamInput input, SectionTable sections, Elements elements) {
    this.input = input;
    this.sections = sections;
    this.elements = elements;
  }

  /** Takes elements until one ends the loop. */
  public void run() throws IOException {
    boolean more = true;
    while (more) {
      more = next();
    }
  }

  private boolean next() throws IOException {
    long at = input.offset();
    if (input.atEnd()) {
      elements.cut(at);
      return false;
    }
    int typeByte = input.u8();
    ElementType type = ElementType.byCode(typeByte);
    if (type == null) {
      elements.unknown(at, typeByte);
      return false;
    }
    return switch (type) {
      case START, PART, END, FULL -> elements.section(sections.readHeader(input, at, type));
      case COMMAND -> elements.command(at);
      case EOF -> {
        elements.endOfFile(at);
        yield false;
      }
    };
  }
}
