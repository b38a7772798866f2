package org.ramwire.sender.model;

import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * The modelled record of the pages that are due: one bit for each page of the space of addresses,
 * gaps included, and a number that is kept beside the bits rather than counted.
 */
final class PageLedger {

  private final int pageBytes;
  private final BitSet due = new BitSet();
  private long number;

  PageLedger(int pageBytes, int pages, long number) {
    this.pageBytes = pageBytes;
    this.number = number;
    due.set(0, pages);
  }

  /** Takes in pages at the end of the space, all of them due. */
  void grow(int fromPage, int toPage) {
    due.set(fromPage, toPage);
    number += toPage - fromPage;
  }

  /** Moves what was written to a block into the record; returns how many pages became due. */
  int takeWritten(ModelBlock block) {
    int fresh = 0;
    int end = block.usedBytes / pageBytes;
    for (int page = block.written.nextSetBit(0);
        page >= 0 && page < end;
        page = block.written.nextSetBit(page + 1)) {
      block.written.clear(page);
      if (!due.get(index(block, page))) {
        due.set(index(block, page));
        fresh++;
      }
    }
    number += fresh;
    return fresh;
  }

  /** Returns the first page of a block that is due, from one on; the block's end if none is. */
  int firstDue(ModelBlock block, int from) {
    int end = block.usedBytes / pageBytes;
    int page = from;
    while (page < end && !due.get(index(block, page))) {
      page++;
    }
    return Math.min(page, end);
  }

  boolean isDue(ModelBlock block, int page) {
    return due.get(index(block, page));
  }

  /** Settles a page, whether it was due or not. */
  void settle(ModelBlock block, int page) {
    due.clear(index(block, page));
    number--;
  }

  /** Returns the number that is kept. */
  long number() {
    return number;
  }

  /** Returns how many pages of the blocks' used lengths are due. */
  long counted(Supplier<List<ModelBlock>> blocks) {
    long counted = 0;
    for (ModelBlock block : blocks.get()) {
      for (int page = 0; page < block.usedBytes / pageBytes; page++) {
        counted += isDue(block, page) ? 1 : 0;
      }
    }
    return counted;
  }

  private int index(ModelBlock block, int page) {
    return (int) (block.address / pageBytes) + page;
  }
}
