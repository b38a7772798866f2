package org.ramwire.sender.rules;

import org.ramwire.compression.pipeline.RecordOrder;
import org.ramwire.sender.count.Counters;

/** {@link org.ramwire.sender.profile.SenderProfile#QEMU_7_2}: what QEMU 7.2 does otherwise. */
final class Qemu72Rules implements SenderRules {

  @Override
  public RecordOrder recordOrder() {
    return RecordOrder.AS_SUBMITTED;
  }

  /** ERR-062: blocks start at multiples of 64 pages since 2.12. */
  @Override
  public int alignedPages() {
    return 64;
  }

  /** A block that changes its length ends the migration. */
  @Override
  public boolean followsResizedBlocks() {
    return false;
  }

  /** It leaves pages with its threads, and their records in a later section. */
  @Override
  public boolean flushesAtPayloadEnd(boolean lastStage) {
    return lastStage;
  }

  /** The record's be64 does not count. */
  @Override
  public void countDelta(Counters counters, long recordBytes) {
    SenderRules.super.countDelta(counters, recordBytes - Long.BYTES);
  }

  /** An unchanged page counts as a delta. */
  @Override
  public void countUnchanged(Counters counters) {
    counters.xbzrlePages.add(1);
  }

  /** An overflow counts as a delta of a page's length. */
  @Override
  public void countOverflow(Counters counters, int pageBytes) {
    SenderRules.super.countOverflow(counters, pageBytes);
    counters.xbzrlePages.add(1);
    counters.xbzrleBytes.add(pageBytes);
  }
}
