package org.ramwire.codec.record;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Faults;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.Wire;

/** A line for each record: kind, page, where record and payload stand, and the payload's ends. */
public final class RecordLog implements RamRecordAdapter {

  final List<String> lines = new ArrayList<>();

  public static List<String> of(Wire wire, ReaderOptions options, int payloads) throws Exception {
    RecordLog log = new RecordLog();
    StreamInput input = Faults.input(wire);
    RamRecordReader reader = new RamRecordReader(input, options);
    for (int i = 0; i < payloads; i++) {
      reader.readPayload(log);
    }
    if (!input.atEnd()) {
      log.lines.add("more at " + input.offset());
    }
    return log.lines;
  }

  public static List<String> of(Wire wire, ReaderOptions options) throws Exception {
    return of(wire, options, 1);
  }

  public static List<String> of(Wire wire) throws Exception {
    return of(wire, ReaderOptions.DEFAULT, 1);
  }

  private void page(PageHeader page, String content) {
    lines.add(
        page.recordOffset()
            + " "
            + page.kind()
            + (page.continued() ? " +" : " ")
            + page.block().idstr()
            + "["
            + page.block().index()
            + "]@"
            + Long.toHexString(page.pageOffset())
            + " "
            + page.payloadOffset()
            + ":"
            + content);
  }

  @Override
  public void blockList(long offset, BlockList blocks) {
    StringBuilder line = new StringBuilder(offset + " MEM_SIZE " + blocks.totalBytes());
    for (RamBlock block : blocks) {
      line.append(" ").append(block.index()).append("=").append(block.idstr());
      line.append(":").append(block.usedLength()).append("/").append(block.maxLength());
      if (block.pageSizeBytes() != 0) {
        line.append(" pages ").append(block.pageSizeBytes());
      }
      block.address().ifPresent(at -> line.append(" at ").append(Long.toHexString(at)));
    }
    lines.add(line.toString());
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    page(page, HexFormat.of().toHexDigits(fill));
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    page(page, ends(buffer, from, length));
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
    page(page, ends(buffer, from, length));
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
    page(page, ends(buffer, from, length));
  }

  private static String ends(byte[] buffer, int from, int length) {
    HexFormat hex = HexFormat.of();
    return length <= 4
        ? hex.formatHex(buffer, from, from + length)
        : length
            + "x"
            + hex.toHexDigits(buffer[from])
            + ".."
            + hex.toHexDigits(buffer[from + length - 1]);
  }

  @Override
  public void hook(long offset) {
    lines.add(offset + " HOOK");
  }

  @Override
  public void multifdFlush(long offset) {
    lines.add(offset + " MULTIFD_FLUSH");
  }

  @Override
  public void endOfSection(long offset) {
    lines.add(offset + " EOS");
  }
}
