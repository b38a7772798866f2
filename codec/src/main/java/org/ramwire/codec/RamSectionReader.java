package org.ramwire.codec;

import java.io.IOException;

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
    boolean footer = FooterReader.read(input, sections, header);
    visitor.sectionEndKnown(header, SectionEnd.GRAMMAR);
    visitor.sectionEnd(header, from, length, footer);
  }
}
