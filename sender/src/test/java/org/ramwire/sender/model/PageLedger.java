package org.ramwire.sender.model;

/** The modelled record of which pages are due, and the order of the blocks that hold them. */
interface PageLedger {

  /** Takes note of the list of blocks as a call begins; returns whether a block has gone. */
  boolean follow();

  ModelBlock first();

  /** Returns the block after another in the list, or null after the last. */
  ModelBlock after(ModelBlock block);

  boolean lists(ModelBlock block);

  /** Returns how many pages of a block can be due now. */
  int pages(ModelBlock block);

  boolean isDue(ModelBlock block, int page);

  /** Settles a page, whether it was due or not. */
  void settle(ModelBlock block, int page);

  /** Moves what was written into the record; returns how many pages became due. */
  long takeWritten();

  /** Returns how many pages are due, as far as the record knows. */
  long remaining();

  /** Returns the blocks' lengths together. */
  long totalBytes();

  /** Returns the first page of a block that is due, from one on; the block's end if none is. */
  default int firstDue(ModelBlock block, int from) {
    int end = pages(block);
    int page = Math.min(from, end);
    while (page < end && !isDue(block, page)) {
      page++;
    }
    return page;
  }
}
