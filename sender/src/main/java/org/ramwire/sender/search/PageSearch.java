package org.ramwire.sender.search;

import java.util.List;
import org.ramwire.sender.memory.DirtyBitmap;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.sender.rules.SenderRules;

/**
 * The search for the next page to send: round and round over all blocks, from where it last
 * stopped.
 *
 * <p>The first round is the bulk stage. A profile may have it take every page after a block's first
 * dirty one without a look at the bitmap, which makes a difference only if it begins again after
 * the block list has changed.
 *
 * <p>A search says that nothing is dirty only when it has come round and has read the bitmap of the
 * block where it began to its end, also of the page where it began: the bulk stage passes that page
 * over without a look (ERR-057). Not thread-safe.
 */
public class PageSearch {

  private final SenderRules rules;
  private List<SendBlock> blocks = List.of();

  /** Whether a search has stopped anywhere that is still there. */
  private boolean stopped;

  /** Where the last search stopped. */
  private int lastBlock;

  private long lastPage;

  /** Where this search is. */
  private int blockIndex;

  private long page;

  private boolean wrapped;
  private boolean bulkStage;

  /** Makes a search with a profile's rules, and no blocks yet. */
  public PageSearch(SenderProfile profile) {
    this.rules = SenderRules.of(profile);
  }

  /** Starts at the first page of the first block, in the bulk stage. */
  public void restart(List<SendBlock> newBlocks) {
    blocks = newBlocks;
    lastBlock = 0;
    lastPage = 0;
    bulkStage = true;
    stopped = false;
  }

  /** Goes on where it stopped, with blocks that have come or gone. */
  public void follow(List<SendBlock> newBlocks) {
    if (!stopped) {
      blocks = newBlocks;
      return;
    }
    int at = newBlocks.indexOf(blocks.get(lastBlock));
    blocks = newBlocks;
    if (at >= 0) {
      lastBlock = at;
      return;
    }
    // The place where it stopped is no more. What is dirty is found from anywhere, by the bitmap.
    stopped = false;
    lastBlock = 0;
    lastPage = 0;
    bulkStage = false;
  }

  /** Tells whether the first round is not over yet. */
  public boolean bulkStage() {
    return bulkStage;
  }

  /** Begins to look for one page, where the last one was found. */
  public void begin() {
    blockIndex = lastBlock;
    readLength(blocks.get(lastBlock));
    // A block that has become shorter ends before the place where the search stopped.
    lastPage = Math.min(lastPage, blocks.get(lastBlock).dirty.pages());
    page = lastPage;
    wrapped = false;
  }

  /** What a step of a search has come to. */
  public enum Step {
    /** A page that was dirty and is clean now, at {@link #block} and {@link #page}. */
    FOUND,
    /** The end of the last block: what is to happen between two rounds happens now. */
    WRAPPED,
    /** Nothing is dirty. */
    NOTHING
  }

  /** Goes on until there is something to say. */
  public Step next() {
    while (true) {
      SendBlock block = blocks.get(blockIndex);
      readLength(block);
      page = find(block.dirty);
      if (wrapped && blockIndex == lastBlock && isOver(page, lastPage, block.dirty.pages())) {
        return Step.NOTHING;
      }
      if (page < block.dirty.pages()) {
        block.dirty.clear(page);
        return Step.FOUND;
      }
      page = 0;
      blockIndex++;
      if (blockIndex == blocks.size()) {
        blockIndex = 0;
        wrapped = true;
        bulkStage = false;
        return Step.WRAPPED;
      }
    }
  }

  /** Looks at a block's used length anew, for each page. */
  private void readLength(SendBlock block) {
    if (rules.followsResizedBlocks()) {
      block.updateUsedLength();
    }
  }

  /**
   * Tells whether a round is over that has come back to the block where it began.
   *
   * @param found the next dirty page there, or as many as the block has
   * @param from the page where the round began
   * @param pages how many the block has
   */
  protected boolean isOver(long found, long from, long pages) {
    return found >= pages;
  }

  private long find(DirtyBitmap dirty) {
    return rules.takesDirtyPagesOnly(bulkStage, page) ? dirty.next(page) : page + 1;
  }

  /** Returns the block of the page that was found. */
  public SendBlock block() {
    return blocks.get(blockIndex);
  }

  /** Returns the page that was found. */
  public long page() {
    return page;
  }

  /** Ends the search for one page: the next begins here. */
  public void end(boolean sent) {
    stopped = true;
    lastBlock = blockIndex;
    lastPage = sent ? rules.searchGoesOnAt(page) : page;
  }
}
