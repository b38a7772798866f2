package org.ramwire.codec.record;

import java.io.IOException;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;

/** A visitor of records that does nothing with those that it does not override. */
public interface RamRecordAdapter extends RamRecordVisitor {

  @Override
  default void blockList(long offset, BlockList blocks) throws IOException {}

  @Override
  default void zeroPage(PageHeader page, byte fill) throws IOException {}

  @Override
  default void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {}

  @Override
  default void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {}

  @Override
  default void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {}

  @Override
  default void mappedBlock(MappedBlock mapped) throws IOException {}

  @Override
  default void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException {}

  @Override
  default void mappedZero(RamBlock block, long pageOffset, int length) throws IOException {}

  @Override
  default void hook(long offset) throws IOException {}

  @Override
  default void multifdFlush(long offset) throws IOException {}

  @Override
  default void endOfSection(long offset) throws IOException {}
}
