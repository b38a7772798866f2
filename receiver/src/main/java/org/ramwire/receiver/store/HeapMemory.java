package org.ramwire.receiver.store;

import java.util.HashMap;
import java.util.Map;
import org.ramwire.codec.RamBlock;

/**
 * Guest memory on the heap, in chunks that appear when they are written, up to a bound. Thread-safe
 * for disjoint pages, as {@link BlockMemory} says.
 */
public final class HeapMemory implements MemoryStore {

  private final HeapRoom room;
  private final Map<Integer, HeapBlock> blocks = new HashMap<>();

  /**
   * Takes room for what is written.
   *
   * @param maxBytes how much at most; a write beyond it fails with an {@link java.io.IOException}
   */
  public HeapMemory(long maxBytes) {
    this.room = new HeapRoom(maxBytes);
  }

  @Override
  public synchronized BlockMemory provide(RamBlock block, long totalBytes) {
    HeapBlock memory = new HeapBlock(block, room);
    blocks.put(block.index(), memory);
    return memory;
  }

  /**
   * Copies a block's content.
   *
   * @param index the block's index
   * @return all its bytes, as many as its used length
   * @throws IllegalArgumentException if there is no such block or it passes 2 GiB
   */
  public synchronized byte[] image(int index) {
    HeapBlock block = blocks.get(index);
    if (block == null || block.usedBytes() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("no block " + index + ", or too long for an array");
    }
    byte[] image = new byte[(int) block.usedBytes()];
    block.read(0, image, 0, image.length);
    return image;
  }
}
