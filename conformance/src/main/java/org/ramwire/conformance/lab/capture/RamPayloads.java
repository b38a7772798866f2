package org.ramwire.conformance.lab.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.format.PageSize;

/** The payloads of a stream's ram sections, cut out of their container. */
public final class RamPayloads implements StreamAdapter {

  /**
   * One payload.
   *
   * @param offset where it starts in the stream
   * @param bytes its records
   */
  public record Payload(long offset, byte[] bytes) {}

  private final byte[] stream;
  private final List<Payload> payloads = new ArrayList<>();
  private final List<List<PageRecord>> records = new ArrayList<>();

  /** Those of the payload that is being read. */
  private List<PageRecord> current = new ArrayList<>();

  private RamPayloads(byte[] stream) {
    this.stream = stream;
  }

  /**
   * Cuts the payloads out of a stream.
   *
   * @param stream a whole stream
   * @param pageSize the page size in force
   * @return its ram payloads
   * @throws IOException if the stream breaks a clause
   */
  public static RamPayloads of(byte[] stream, PageSize pageSize) throws IOException {
    RamPayloads payloads = new RamPayloads(stream);
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(pageSize);
    MigrationStreamReader.open(input, options, payloads).read();
    return payloads;
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    if (header.isRam()) {
      int from = (int) payloadOffset;
      byte[] bytes = Arrays.copyOfRange(stream, from, from + (int) payloadLength);
      payloads.add(new Payload(payloadOffset, bytes));
      records.add(List.copyOf(current));
      current = new ArrayList<>();
    }
  }

  /**
   * Returns the payloads in order.
   *
   * @return START's first
   */
  public List<Payload> payloads() {
    return payloads;
  }

  /**
   * Returns the page records of all payloads. CONTINUE is resolved, so that sets compare.
   *
   * @return the records in order
   */
  public List<PageRecord> pageRecords() {
    return records.stream().flatMap(List::stream).toList();
  }

  /**
   * Returns the page records of each payload. CONTINUE is resolved, so that sets compare.
   *
   * @return a list for each payload, in order
   */
  public List<List<PageRecord>> pageRecordsByPayload() {
    return Collections.unmodifiableList(records);
  }

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
    current.add(new PageRecord(page.kind(), block, page.pageOffset(), payload));
  }

  /**
   * A page record.
   *
   * @param kind its kind
   * @param block the block's name
   * @param pageOffset where the page starts in the block
   * @param payload its payload, a copy
   */
  public record PageRecord(RamRecordKind kind, String block, long pageOffset, Bytes payload) {
    @Override
    public String toString() {
      return kind + " of " + block + " at 0x" + Long.toHexString(pageOffset) + ": " + payload;
    }
  }
}
