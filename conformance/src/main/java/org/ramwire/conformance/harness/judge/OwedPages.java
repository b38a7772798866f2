package org.ramwire.conformance.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.EncoderRound;
import org.ramwire.conformance.suite.cases.EncoderRound.DirtyRange;
import org.ramwire.conformance.suite.cases.EncoderTask;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.PageSize;

/**
 * The pages that the round in hand has to bring: all in the first round, later those that have
 * changed since they were sent (RAM-016).
 */
final class OwedPages {

  private final List<RamBlock> blocks;
  private final int pageBytes;
  private final EncoderTask task;
  private final List<BitSet> owed = new ArrayList<>();
  private final List<BitSet> sent = new ArrayList<>();
  private int round;

  OwedPages(List<RamBlock> blocks, PageSize pageSize, EncoderTask task) {
    this.blocks = blocks;
    this.pageBytes = pageSize.bytes();
    this.task = task;
    for (RamBlock block : blocks) {
      BitSet all = new BitSet();
      all.set(0, (int) (block.usedLength() / pageBytes));
      owed.add(all);
      sent.add(new BitSet());
    }
  }

  /** Counted from 0; the number of rounds once the last one is over. */
  int round() {
    return round;
  }

  boolean over() {
    return round >= task.rounds().size();
  }

  /** What a block holds in the round in hand, or in the last one once that is over. */
  MemoryImage image(int block) {
    return image(Math.min(round, task.rounds().size() - 1), block);
  }

  MemoryImage image(int inRound, int block) {
    return task.rounds().get(inRound).images().get(block);
  }

  boolean sent(int block, long offset) {
    return sent.get(block).get(page(offset));
  }

  void bring(int block, long offset) {
    owed.get(block).clear(page(offset));
    sent.get(block).set(page(offset));
  }

  int count() {
    return owed.stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Names the first page that is owed: the block and the page's offset. */
  String first() {
    for (RamBlock block : blocks) {
      int page = owed.get(block.index()).nextSetBit(0);
      if (page >= 0) {
        return block.idstr() + " 0x" + Long.toHexString((long) page * pageBytes);
      }
    }
    return "none";
  }

  /** Goes on to the next round. What has not come by now has been reported, and is forgotten. */
  void endRound() {
    round++;
    owed.forEach(BitSet::clear);
    if (over()) {
      return;
    }
    EncoderRound now = task.rounds().get(round);
    for (DirtyRange range : now.dirty()) {
      long end = range.offset() + range.length();
      for (long offset = range.offset(); offset < end; offset += pageBytes) {
        if (changed(range.block(), offset)) {
          owed.get(range.block()).set(page(offset));
        }
      }
    }
  }

  private boolean changed(int block, long offset) {
    byte[] before = new byte[pageBytes];
    byte[] after = new byte[pageBytes];
    image(round - 1, block).copy(offset, before, pageBytes);
    image(round, block).copy(offset, after, pageBytes);
    return !Arrays.equals(before, after);
  }

  private int page(long offset) {
    return (int) (offset / pageBytes);
  }
}
