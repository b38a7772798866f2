package org.ramwire.receiver;

import java.util.BitSet;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/** The pages that some record has concerned: a bit a page, up to a bound of 8 MiB. */
final class SentPages {

  private static final long MAX_PAGES = 1L << 26;

  private final int pageShift;
  private final BitSet[] sent;
  private final long total;

  SentPages(PageSize pageSize, BlockList blocks) {
    pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
    long pages = blocks.totalBytes() >>> pageShift;
    total = pages <= MAX_PAGES ? pages : 0;
    int most = blocks.blocks().stream().mapToInt(RamBlock::index).max().orElse(-1);
    sent = new BitSet[total == 0 ? 0 : most + 1];
    if (total > 0) {
      // Not sized up front: a bit set grows with the highest page that has really come.
      blocks.forEach(block -> sent[block.index()] = new BitSet());
    }
  }

  void add(int block, long pageOffset) {
    if (block < sent.length && sent[block] != null) {
      sent[block].set((int) (pageOffset >>> pageShift));
    }
  }

  /** Returns how many pages none has concerned; 0 if there are too many to tell. */
  long missing() {
    long present = 0;
    for (BitSet block : sent) {
      present += block == null ? 0 : block.cardinality();
    }
    return total == 0 ? 0 : Math.max(0, total - present);
  }
}
