package org.ramwire.codec.section;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/** The reading of the footer of a section whose end is known, if the stream has footers. */
public final class FooterReader {

  private FooterReader() {}

  /** Takes the footer; returns whether there is one. The first one tells about all (CON-021). */
  public static boolean read(StreamInput input, SectionTable sections, SectionHeader header)
      throws IOException {
    long at = input.offset();
    boolean here = input.available(1) && input.peek(0) == SectionType.FOOTER;
    if (sections.footers == Footers.UNKNOWN && !input.atEnd()) {
      sections.footers = here ? Footers.PRESENT : Footers.ABSENT;
    }
    if (sections.footers != Footers.PRESENT) {
      return false;
    }
    String footer = "the footer of section '" + header.name() + "'";
    if (!input.atEnd() && !here) {
      // CON-021: "Either every section has a footer or none has."
      throw new MalformedStreamException(
          Clause.FOOTER_ALL_OR_NONE,
          at,
          String.format("byte %02x: expected %s (7e)", input.peek(0), footer));
    }
    input.require(StreamConstants.FOOTER_BYTES, footer);
    input.advance(1);
    int id = input.be32();
    // CON-020: "A footer is 7e and be32 the id of the section that it closes."
    if (id != header.id()) {
      throw new MalformedStreamException(
          Clause.FOOTER,
          at + 1,
          "footer of section "
              + Integer.toUnsignedString(id)
              + ": expected "
              + Integer.toUnsignedString(header.id()));
    }
    return true;
  }
}
