package org.ramwire.compression.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecord;
import org.ramwire.codec.record.RamRecordCollector;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.PageSize;

/** A ram section's payload in memory: a writer at its front, a strict reader at its back. */
final class Capture {

  static final int PAGES = 16;

  static final RamBlock RAM = block(0, "pc.ram");
  static final RamBlock VGA = block(1, "vga.vram");
  static final RamBlock BIOS = block(2, "pc.bios");
  static final List<RamBlock> BLOCKS = List.of(RAM, VGA, BIOS);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final StreamOutput output = new StreamOutput(bytes);
  final RamRecordWriter writer;

  Capture() {
    writer = new RamRecordWriter(output, PageSize.X86);
    try {
      writer.blockList(BlockList.of(BLOCKS));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static RamBlock block(int index, String name) {
    return new RamBlock(index, Idstr.of(name), (long) PAGES * PageSize.X86.bytes());
  }

  /** Returns the bytes so far. */
  byte[] bytes() throws IOException {
    output.flush();
    return bytes.toByteArray();
  }

  /** Ends the payload, reads it strictly and returns the page records in it. */
  List<RamRecord> records() throws IOException {
    writer.endOfSection();
    return read(bytes());
  }

  /** Reads a payload strictly and returns the page records in it. */
  static List<RamRecord> read(byte[] payload) throws IOException {
    RamRecordCollector collector = new RamRecordCollector();
    ReaderOptions options = ReaderOptions.DEFAULT;
    new RamRecordReader(new StreamInput(new ByteArrayInputStream(payload)), options)
        .readPayload(collector);
    return collector.records().stream().filter(record -> record.kind().isPage()).toList();
  }
}
