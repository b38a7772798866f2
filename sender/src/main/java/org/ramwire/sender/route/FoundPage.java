package org.ramwire.sender.route;

import java.io.IOException;
import org.ramwire.codec.RamBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.search.SendBlock;

/** The page that the search has found. One is used for all pages. Not thread-safe. */
final class FoundPage {

  private final PageView view;
  private SendBlock block;
  private long offset;
  private long index;
  private boolean bulkStage;
  private boolean lastStage;
  private boolean shown;

  FoundPage(PageView view) {
    this.view = view;
  }

  /** Goes over to another page. */
  void found(SendBlock newBlock, long page, boolean inBulkStage, boolean inLastStage) {
    block = newBlock;
    index = page;
    offset = newBlock.pageOffset(page);
    bulkStage = inBulkStage;
    lastStage = inLastStage;
    shown = false;
  }

  SendBlock block() {
    return block;
  }

  /** Returns the block's name for the writer. */
  RamBlock wire() {
    return block.wire;
  }

  /** Returns where the page starts in its block. */
  long offset() {
    return offset;
  }

  /** Returns the page's key in the cache of sent pages. */
  long address() {
    return block.address(index);
  }

  /** Tells whether the first round is not over yet. */
  boolean inBulkStage() {
    return bulkStage;
  }

  /** Tells whether the page goes with END. */
  boolean inLastStage() {
    return lastStage;
  }

  /** Returns the page's content; the guest is asked for it once. */
  PageView view() throws IOException {
    if (!shown) {
      block.guest.viewPage(offset, view);
      shown = true;
    }
    return view;
  }
}
