package org.ramwire.receiver.apply;

import java.io.IOException;
import java.util.Arrays;
import org.ramwire.codec.RamBlock;
import org.ramwire.receiver.store.BlockMemory;

/** The memory of each block that has been provided, by the block's index. Not thread-safe. */
public final class BlockTable {

  private final Provider provider;
  private BlockMemory[] blocks = new BlockMemory[0];

  /** Where a block's memory comes from. */
  @FunctionalInterface
  public interface Provider {

    /**
     * Provides a block, once.
     *
     * @param block index, name and lengths
     * @param totalBytes what the list claims for all its blocks together
     * @return where its pages go
     * @throws IOException if it cannot be provided
     */
    BlockMemory provide(RamBlock block, long totalBytes) throws IOException;
  }

  /**
   * Holds no block.
   *
   * @param provider asked for each block once
   */
  public BlockTable(Provider provider) {
    this.provider = provider;
  }

  /**
   * Tells whether no block has been provided.
   *
   * @return true until the first one is
   */
  public boolean isEmpty() {
    return blocks.length == 0;
  }

  /**
   * Provides a listed block unless it has been before.
   *
   * @param block the block
   * @param totalBytes what the list claims for all its blocks together
   * @throws IOException if it cannot be provided
   */
  public void provide(RamBlock block, long totalBytes) throws IOException {
    int index = block.index();
    if (index >= blocks.length || blocks[index] == null) {
      add(block, totalBytes);
    }
  }

  /**
   * Returns a block's memory. One that no list names is provided: the seed's build takes pages of
   * those.
   *
   * @param block the block
   * @return where its pages go
   * @throws IOException if it cannot be provided
   */
  public BlockMemory memory(RamBlock block) throws IOException {
    int index = block.index();
    BlockMemory memory = index < blocks.length ? blocks[index] : null;
    return memory != null ? memory : add(block, block.maxLength());
  }

  private BlockMemory add(RamBlock block, long totalBytes) throws IOException {
    if (block.index() >= blocks.length) {
      // Twice as many: the seed's build takes lists of one block each.
      blocks = Arrays.copyOf(blocks, Math.max(block.index() + 1, 2 * blocks.length));
    }
    BlockMemory memory = provider.provide(block, totalBytes);
    blocks[block.index()] = memory;
    return memory;
  }
}
