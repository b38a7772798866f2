package org.ramwire.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.PageSize;
import org.ramwire.format.SectionType;

/** A small valid stream: two blocks of two pages each, two rounds, one device. */
public final class SampleStream {

  /** Its page size. */
  public static final int PAGE_BYTES = 4096;

  private static final RamBlock RAM = new RamBlock(0, Idstr.of("pc.ram"), 2 * PAGE_BYTES);
  private static final RamBlock BIOS = new RamBlock(1, Idstr.of("pc.bios"), 2 * PAGE_BYTES);

  private SampleStream() {}

  /** Writes the stream. Page 0 of pc.ram ends as 0x11 with byte 5 changed to 0x99. */
  public static byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(new StreamOutput(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(StreamOutput output) throws IOException {
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    RamRecordWriter records = new RamRecordWriter(output, PageSize.X86);
    byte[] page = new byte[PAGE_BYTES];
    java.util.Arrays.fill(page, (byte) 0x11);
    container.header();
    container.configuration(new Configuration("microvm"));
    container.ramStart(2);
    records.blockList(BlockList.of(List.of(RAM, BIOS)));
    records.endOfSection();
    container.footer(2);
    container.part(2);
    records.page(RAM, 0, page, 0);
    records.zeroPage(RAM, PAGE_BYTES, (byte) 0);
    records.zeroPage(BIOS, 0, (byte) 0);
    records.zeroPage(BIOS, PAGE_BYTES, (byte) 0);
    records.endOfSection();
    container.footer(2);
    container.end(2);
    records.xbzrle(RAM, 0, Bytes.of(new byte[] {5, 1, (byte) 0x99}));
    records.endOfSection();
    container.footer(2);
    container.section(SectionType.FULL, 3, "timer", 0, 2);
    output.bytes(new byte[24]);
    container.footer(3);
    container.endOfFile();
    output.flush();
  }
}
