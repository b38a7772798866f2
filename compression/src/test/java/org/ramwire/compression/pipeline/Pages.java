package org.ramwire.compression.pipeline;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecord;
import org.ramwire.format.PageSize;

/** What page records concern and do, told record by record. */
final class Pages {

  private Pages() {}

  static RamBlock block(RamRecord record) {
    if (record instanceof RamRecord.Zero zero) {
      return zero.block();
    } else if (record instanceof RamRecord.Page page) {
      return page.block();
    }
    return ((RamRecord.CompressPage) record).block();
  }

  static long offset(RamRecord record) {
    if (record instanceof RamRecord.Zero zero) {
      return zero.pageOffset();
    } else if (record instanceof RamRecord.Page page) {
      return page.pageOffset();
    }
    return ((RamRecord.CompressPage) record).pageOffset();
  }

  /** Applies a record to the memory of its block. */
  static void apply(RamRecord record, byte[] memory) {
    int at = (int) offset(record);
    int length = PageSize.X86.bytes();
    if (record instanceof RamRecord.Zero zero) {
      Arrays.fill(memory, at, at + length, zero.fill());
    } else if (record instanceof RamRecord.Page page) {
      System.arraycopy(page.content().toArray(), 0, memory, at, length);
    } else {
      byte[] page = inflate(((RamRecord.CompressPage) record).payload().toArray());
      System.arraycopy(page, 0, memory, at, length);
    }
  }

  static byte[] inflate(byte[] payload) {
    Inflater inflater = new Inflater();
    try {
      byte[] page = new byte[PageSize.X86.bytes()];
      inflater.setInput(payload);
      if (inflater.inflate(page) != page.length || inflater.inflate(new byte[1]) != 0) {
        throw new AssertionError("not one page");
      }
      if (!inflater.finished() || inflater.getRemaining() != 0) {
        throw new AssertionError("not one zlib stream");
      }
      return page;
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
  }
}
