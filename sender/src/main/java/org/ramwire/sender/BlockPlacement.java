package org.ramwire.sender;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.format.PageSize;

/**
 * The blocks of a memory in the order in which they are sent, longest first, and their addresses.
 * Any thread reads; changes are made one at a time.
 */
final class BlockPlacement<B extends GuestBlock> {

  /** Blocks start at multiples of so many pages. */
  private static final int ALIGNED_PAGES = 64;

  private final long alignment;
  private volatile List<B> blocks = List.of();
  private volatile long version;
  private long nextAddress;

  BlockPlacement(PageSize pageSize) {
    this.alignment = (long) ALIGNED_PAGES * pageSize.bytes();
  }

  /** Makes a block at an address. */
  interface Maker<B> {
    B at(long address);
  }

  synchronized B add(Maker<B> maker) {
    B block = maker.at(nextAddress);
    if (blocks.stream().anyMatch(other -> other.idstr().equals(block.idstr()))) {
      throw new IllegalArgumentException("there is a block " + block.idstr());
    }
    nextAddress += (block.maxLength() + alignment - 1) / alignment * alignment;
    List<B> more = new ArrayList<>(blocks);
    int at = 0;
    while (at < more.size() && more.get(at).maxLength() >= block.maxLength()) {
      at++;
    }
    more.add(at, block);
    blocks = List.copyOf(more);
    version++;
    return block;
  }

  synchronized void remove(B block) {
    List<B> fewer = new ArrayList<>(blocks);
    if (!fewer.remove(block)) {
      throw new IllegalArgumentException("there is no such block " + block.idstr());
    }
    blocks = List.copyOf(fewer);
    version++;
  }

  List<B> blocks() {
    return blocks;
  }

  long version() {
    return version;
  }
}
