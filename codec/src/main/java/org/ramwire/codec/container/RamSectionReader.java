package org.ramwire.codec.container;

import java.io.IOException;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.SectionEnd;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.mapped.MappedRamReader;
import org.ramwire.codec.record.BlockListForm;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.section.FooterReader;
import org.ramwire.codec.section.SectionTable;
import org.ramwire.format.Clause;
import org.ramwire.format.UnsupportedStreamException;

/** The reading of the ram section's pieces: payload, then footer if the stream has footers. */
final class RamSectionReader {

  private final StreamInput input;
  private final SectionTable sections;
  private final StreamVisitor visitor;
  private final RamRecordReader records;
  private final MappedRamReader mapped;
  private final boolean guess;

  /** Whether memory rests on the order of a bitmap's words, which nothing tells (MAP-011). */
  private boolean guessed;

  RamSectionReader(
      StreamInput input, ReaderOptions options, SectionTable sections, StreamVisitor visitor) {
    this.input = input;
    this.sections = sections;
    this.visitor = visitor;
    this.records = new RamRecordReader(input, options);
    this.mapped = new MappedRamReader(input, options, sections.ignoreShared());
    this.guess = options.guess();
  }

  MappedRamReader mappedRam() {
    return mapped;
  }

  boolean guessed() {
    return guessed;
  }

  void readPayloadAndFooter(SectionHeader header) throws IOException {
    records.announce(
        new BlockListForm(
            sections.ignoreShared(),
            sections.postcopyPageSizes(),
            sections.mappedRam() ? mapped : null));
    long from = input.offset();
    records.readPayload(visitor);
    if (!mapped.hasPending()) {
      checkWordOrder();
    }
    long length = input.offset() - from;
    boolean footer = FooterReader.read(input, sections, header);
    visitor.sectionEndKnown(header, SectionEnd.GRAMMAR);
    visitor.sectionEnd(header, from, length, footer);
  }

  /** Reads the pages of a mapped-ram file that come after the stream's end (LEN-037). */
  void readPendingPages() throws IOException {
    if (mapped.hasPending()) {
      visitor.warning(
          Clause.MAP_NEXT,
          input.offset(),
          "the pages stand after the stream's end, where QEMU does not put them");
      mapped.readPending(visitor);
      checkWordOrder();
    }
  }

  // MAP-011: "… if nothing tells it, the reader may refuse the file."
  private void checkWordOrder() throws IOException {
    long at = mapped.assumedOrderAt();
    if (at < 0 || guessed) {
      return;
    }
    String what = "nothing tells whether the bitmaps' words are little-endian or big-endian";
    if (!guess) {
      throw new UnsupportedStreamException(
          Clause.MAP_ORDER_OPEN,
          at,
          what + ", and memory depends on it; --guess takes little-endian");
    }
    guessed = true;
    visitor.warning(Clause.MAP_ORDER_OPEN, at, what + "; little-endian was guessed");
  }
}
