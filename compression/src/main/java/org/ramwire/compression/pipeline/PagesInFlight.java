package org.ramwire.compression.pipeline;

import org.ramwire.codec.RamBlock;

/**
 * Tells which pages may be in flight: counts in cells that pages share by chance, so that the
 * answer is "no" or "perhaps". Not thread-safe.
 */
final class PagesInFlight {

  private static final int CELLS_A_PAGE = 32;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private final short[] counts;
  private final int shift;

  PagesInFlight(int most) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(most * CELLS_A_PAGE - 1);
    counts = new short[1 << bits];
    shift = Long.SIZE - bits;
  }

  void add(RamBlock block, long pageOffset) {
    counts[cell(block, pageOffset)]++;
  }

  void remove(RamBlock block, long pageOffset) {
    counts[cell(block, pageOffset)]--;
  }

  boolean mayHold(RamBlock block, long pageOffset) {
    return counts[cell(block, pageOffset)] != 0;
  }

  private int cell(RamBlock block, long pageOffset) {
    return (int) ((pageOffset + block.index()) * GOLDEN_RATIO >>> shift);
  }
}
