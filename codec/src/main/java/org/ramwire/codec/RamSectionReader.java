package org.ramwire.codec;

import java.io.IOException;
import org.ramwire.codec.SectionTable.Footers;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.SectionType;

/** The reading of the ram section's pieces: payload, then footer if the stream has footers. */
final class RamSectionReader {

  private final StreamInput input;
  private final SectionTable sections;
  private final StreamVisitor visitor;
  private final RamRecordReader records;

  RamSectionReader(
      StreamInput input, ReaderOptions options, SectionTable sections, StreamVisitor visitor) {
    this.input = input;
    this.sections = sections;
    this.visitor = visitor;
    this.records = new RamRecordReader(input, options);
  }

  void readPayloadAndFooter(SectionHeader header) throws IOException {
    records.announce(sections.ignoreShared(), sections.postcopyPageSizes());
    long from = input.offset();
    records.readPayload(visitor);
    long length = input.offset() - from;
    boolean footer = readFooter(header);
    visitor.sectionEnd(header, from, length, footer);
  }

  private boolean readFooter(SectionHeader header) throws IOException {
    long at = input.offset();
    boolean here = input.available(1) && input.peek(0) == SectionType.FOOTER;
    if (sections.footers == Footers.UNKNOWN && !input.atEnd()) {
      sections.footers = here ? Footers.PRESENT : Footers.ABSENT;
    }
    if (sections.footers != Footers.PRESENT) {
      return false;
    }
    if (!input.atEnd() && !here) {
      // CON-021: "Either every section has a footer or none has."
      throw new MalformedStreamException(
          Clause.FOOTER_ALL_OR_NONE,
          at,
          String.format("byte %02x: expected the ram section's footer (7e)", input.peek(0)));
    }
    input.require(DeviceSectionScanner.FOOTER_BYTES, "the ram section's footer");
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
