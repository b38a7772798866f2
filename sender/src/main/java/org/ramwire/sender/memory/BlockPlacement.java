package org.ramwire.sender.memory;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.format.PageSize;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.sender.rules.SenderRules;

/**
 * The blocks of a memory in the order in which they are sent, longest first, and their addresses,
 * which QEMU chooses by two rules: a block goes into the smallest gap after another block, and
 * starts at a multiple of so many pages as the profile has (ERR-062). Any thread reads; changes are
 * made one at a time.
 */
final class BlockPlacement<B extends GuestBlock> {

  private final long alignment;
  private volatile List<B> blocks = List.of();
  private volatile long version;

  BlockPlacement(PageSize pageSize, SenderProfile profile) {
    this.alignment = (long) SenderRules.of(profile).alignedPages() * pageSize.bytes();
  }

  /** Makes a block at an address. */
  interface Maker<B> {
    B at(long address);
  }

  /**
   * Adds a block.
   *
   * @param maxLength how far it may grow, bytes
   */
  synchronized B add(long maxLength, Maker<B> maker) {
    B block = maker.at(addressFor(maxLength));
    if (blocks.stream().anyMatch(other -> other.idstr().equals(block.idstr()))) {
      throw new IllegalArgumentException("there is a block " + block.idstr());
    }
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

  private long addressFor(long length) {
    long address = 0;
    long smallest = Long.MAX_VALUE;
    for (B block : blocks) {
      long end = block.address() + block.maxLength();
      long candidate = (end + alignment - 1) / alignment * alignment;
      long gap = nextAfter(candidate) - candidate;
      if (gap >= length && gap < smallest) {
        address = candidate;
        smallest = gap;
      }
    }
    return address;
  }

  /** Returns where the first block at or after an address starts. */
  private long nextAfter(long address) {
    long next = Long.MAX_VALUE;
    for (B block : blocks) {
      if (block.address() >= address) {
        next = Math.min(next, block.address());
      }
    }
    return next;
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
