package org.ramwire.codec;

import java.util.Iterator;
import java.util.List;

/** The RAM blocks of a stream or of a receiver, in their order (RAM-020 to RAM-031). Immutable. */
public final class BlockList implements Iterable<RamBlock> {

  private final List<RamBlock> blocks;
  private final long totalBytes;

  private BlockList(List<RamBlock> blocks) {
    this.blocks = blocks;
    this.totalBytes = blocks.stream().mapToLong(RamBlock::usedLength).sum();
  }

  /**
   * Takes blocks in order.
   *
   * @param blocks blocks with distinct names
   * @return the list
   * @throws IllegalArgumentException if two blocks have one name
   */
  public static BlockList of(List<RamBlock> blocks) {
    if (blocks.stream().map(RamBlock::idstr).distinct().count() != blocks.size()) {
      throw new IllegalArgumentException("two blocks have one name");
    }
    return new BlockList(List.copyOf(blocks));
  }

  /**
   * Returns the blocks.
   *
   * @return an immutable list
   */
  public List<RamBlock> blocks() {
    return blocks;
  }

  /**
   * Returns how many blocks there are.
   *
   * @return a count
   */
  public int size() {
    return blocks.size();
  }

  /**
   * Returns the sum of the used lengths, which MEM_SIZE states.
   *
   * @return bytes
   */
  public long totalBytes() {
    return totalBytes;
  }

  @Override
  public Iterator<RamBlock> iterator() {
    return blocks.iterator();
  }

  /** Finds a block by name in a window, or null. Allocates nothing. */
  RamBlock find(byte[] window, int from, int length) {
    for (int i = 0; i < blocks.size(); i++) {
      RamBlock block = blocks.get(i);
      if (block.idstr().matches(window, from, length)) {
        return block;
      }
    }
    return null;
  }
}
