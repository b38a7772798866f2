package org.ramwire.codec;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The RAM blocks of a stream or of a receiver, in their order (RAM-020 to RAM-031). Immutable. */
public final class BlockList implements Iterable<RamBlock> {

  private final List<RamBlock> blocks;
  private final BlockIndex byName;
  private final long totalBytes;

  private BlockList(List<RamBlock> blocks, BlockIndex byName) {
    this.blocks = List.copyOf(blocks);
    this.byName = byName;
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
    BlockIndex byName = new BlockIndex();
    for (RamBlock block : blocks) {
      if (byName.put(block) != null) {
        throw new IllegalArgumentException("two blocks have one name");
      }
    }
    return new BlockList(blocks, byName);
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

  /**
   * Finds a block by name.
   *
   * @param idstr the name
   * @return the block, or null if none has that name
   */
  public @Nullable RamBlock find(Idstr idstr) {
    return byName.find(idstr);
  }
}
