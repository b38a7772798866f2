package org.ramwire.codec.record;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;

/** A visitor that keeps every record as a value, copied. For streams that fit into memory. */
public final class RamRecordCollector implements RamRecordVisitor {

  private final List<RamRecord> records = new ArrayList<>();

  /** Starts with no record. */
  public RamRecordCollector() {}

  /**
   * Returns the records so far.
   *
   * @return a view in stream order
   */
  public List<RamRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public void blockList(long offset, BlockList blocks) {
    records.add(new RamRecord.MemSize(blocks));
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    records.add(new RamRecord.Zero(page.block(), page.pageOffset(), fill));
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    Bytes content = Bytes.copyOf(buffer, from, length);
    records.add(new RamRecord.Page(page.block(), page.pageOffset(), content));
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
    Bytes delta = Bytes.copyOf(buffer, from, length);
    records.add(new RamRecord.Xbzrle(page.block(), page.pageOffset(), delta));
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
    Bytes payload = Bytes.copyOf(buffer, from, length);
    records.add(new RamRecord.CompressPage(page.block(), page.pageOffset(), payload));
  }

  @Override
  public void hook(long offset) {
    records.add(new RamRecord.Hook());
  }

  @Override
  public void multifdFlush(long offset) {
    records.add(new RamRecord.MultifdFlush());
  }

  @Override
  public void endOfSection(long offset) {
    records.add(new RamRecord.Eos());
  }

  /** The pages of a mapped-ram file are in no record. */
  @Override
  public void mappedBlock(MappedBlock mapped) {}

  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length) {}

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) {}
}
