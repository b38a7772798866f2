package org.ramwire.conformance.lab.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.conformance.lab.seedbuild.SeedCapture;
import org.ramwire.format.StreamConstants;

/** The pieces of a stream's ram section, each where it lies in the stream. */
final class SeedSections implements StreamAdapter {

  private static final int EOS_BYTES = Long.BYTES;

  private final byte[] stream;
  private final List<SeedSection> sections = new ArrayList<>();
  private List<SeedRecord> current = new ArrayList<>();
  private int id;
  private boolean footers;

  private SeedSections(byte[] stream) {
    this.stream = stream;
  }

  static SeedSections of(byte[] stream) throws IOException {
    SeedSections sections = new SeedSections(stream);
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(SeedCapture.PAGE_SIZE);
    MigrationStreamReader.open(input, options, sections).read();
    return sections;
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    if (header.isRam()) {
      id = header.id();
      footers = footer;
      int head = sections.isEmpty() ? StreamConstants.RAM_START_BYTES : 1 + Integer.BYTES;
      int from = (int) payloadOffset;
      int to = from + (int) payloadLength + (footer ? StreamConstants.FOOTER_BYTES : 0);
      sections.add(new SeedSection(from - head, from, to, List.copyOf(current)));
      current = new ArrayList<>();
    }
  }

  /** Returns the pieces in order, START first. */
  List<SeedSection> all() {
    return sections;
  }

  int id() {
    return id;
  }

  boolean footers() {
    return footers;
  }

  int records() {
    return sections.stream().mapToInt(section -> section.records().size()).sum();
  }

  byte[] bytes(SeedSection section) {
    return Arrays.copyOfRange(stream, section.from(), section.to());
  }

  /** Returns how often each record stands in a piece, byte for byte, and all that is no page. */
  Map<Bytes, Integer> counted(SeedSection section) {
    Map<Bytes, Integer> counted = new HashMap<>();
    List<SeedRecord> records = section.records();
    int end = section.to() - (footers ? StreamConstants.FOOTER_BYTES : 0) - EOS_BYTES;
    for (int i = 0; i < records.size(); i++) {
      int from = records.get(i).from();
      int to = i + 1 < records.size() ? records.get(i + 1).from() : end;
      counted.merge(Bytes.of(stream, from, to - from), 1, Integer::sum);
    }
    return counted;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    add(page);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    add(page);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
    add(page);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
    add(page);
  }

  private void add(PageHeader page) {
    current.add(
        new SeedRecord(
            page.kind(),
            page.block().index(),
            page.pageOffset(),
            (int) page.recordOffset(),
            page.continued()));
  }
}
