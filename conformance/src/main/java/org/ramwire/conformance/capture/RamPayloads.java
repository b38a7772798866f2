package org.ramwire.conformance.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.MigrationStreamReader;
import org.ramwire.codec.PageHeader;
import org.ramwire.codec.RamRecordKind;
import org.ramwire.codec.RamRecordReader;
import org.ramwire.codec.RamRecordVisitor;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.SectionHeader;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamVisitor;
import org.ramwire.format.PageSize;

/** The payloads of a stream's ram sections, cut out of their container. */
final class RamPayloads implements StreamVisitor {

  /**
   * One payload.
   *
   * @param offset where it starts in the stream
   * @param bytes its records
   */
  record Payload(long offset, byte[] bytes) {}

  private final byte[] stream;
  private final ReaderOptions options;
  private final List<Payload> payloads = new ArrayList<>();

  private RamPayloads(byte[] stream, ReaderOptions options) {
    this.stream = stream;
    this.options = options;
  }

  static RamPayloads of(byte[] stream, PageSize pageSize) throws IOException {
    RamPayloads payloads = new RamPayloads(stream, ReaderOptions.DEFAULT.withPageSize(pageSize));
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    new MigrationStreamReader(input, payloads.options, payloads).read();
    return payloads;
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    if (header.isRam()) {
      int from = (int) payloadOffset;
      byte[] bytes = Arrays.copyOfRange(stream, from, from + (int) payloadLength);
      payloads.add(new Payload(payloadOffset, bytes));
    }
  }

  List<Payload> payloads() {
    return payloads;
  }

  /** Returns the page records of all payloads. CONTINUE is resolved, so that sets compare. */
  List<PageRecord> pageRecords() throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    payloads.forEach(payload -> joined.writeBytes(payload.bytes()));
    StreamInput input = new StreamInput(new ByteArrayInputStream(joined.toByteArray()));
    RamRecordReader reader = new RamRecordReader(input, options);
    Collector collector = new Collector();
    for (int i = 0; i < payloads.size(); i++) {
      reader.readPayload(collector);
    }
    return collector.records;
  }

  /**
   * A page record.
   *
   * @param kind its kind
   * @param block the block's name
   * @param pageOffset where the page starts in the block
   * @param payload its payload, a copy
   */
  record PageRecord(RamRecordKind kind, String block, long pageOffset, Bytes payload) {
    @Override
    public String toString() {
      return kind + " of " + block + " at 0x" + Long.toHexString(pageOffset) + ": " + payload;
    }
  }

  private static final class Collector implements RamRecordVisitor {

    private final List<PageRecord> records = new ArrayList<>();

    @Override
    public void zeroPage(PageHeader page, byte fill) {
      add(page, new byte[] {fill}, 0, 1);
    }

    @Override
    public void page(PageHeader page, byte[] buffer, int from, int length) {
      add(page, buffer, from, length);
    }

    @Override
    public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
      add(page, buffer, from, length);
    }

    @Override
    public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
      add(page, buffer, from, length);
    }

    private void add(PageHeader page, byte[] buffer, int from, int length) {
      String block = page.block().idstr().toString();
      Bytes payload = Bytes.copyOf(buffer, from, length);
      records.add(new PageRecord(page.kind(), block, page.pageOffset(), payload));
    }
  }
}
