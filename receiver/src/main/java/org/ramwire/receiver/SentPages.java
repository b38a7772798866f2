package org.ramwire.receiver;

import java.util.BitSet;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/**
 * The pages that some record has concerned: a bit a page, up to a bound of 8 MiB; beyond it only
 * how many records there were.
 */
final class SentPages {

  private static final long MAX_PAGES = 1L << 26;

  private final int pageShift;
  private final BitSet[] sent;
  private final long total;

  /** How many pages there have been where no bits are kept, a repeated one counted again. */
  private long uncounted;

  SentPages(PageSize pageSize, BlockList blocks) {
    pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
    total = blocks.totalBytes() >>> pageShift;
    boolean kept = total <= MAX_PAGES;
    int most = blocks.blocks().stream().mapToInt(RamBlock::index).max().orElse(-1);
    sent = new BitSet[kept ? most + 1 : 0];
    if (kept) {
      // Not sized up front: a bit set grows with the highest page that has really come.
      blocks.forEach(block -> sent[block.index()] = new BitSet());
    }
  }

  void add(int block, long pageOffset) {
    if (sent.length == 0) {
      uncounted++;
    } else if (block < sent.length && sent[block] != null) {
      sent[block].set((int) (pageOffset >>> pageShift));
    }
  }

  /** Returns how many pages none has concerned; at least so many where no bits are kept. */
  long missing() {
    long present = uncounted;
    for (BitSet block : sent) {
      present += block == null ? 0 : block.cardinality();
    }
    return Math.max(0, total - present);
  }
}
