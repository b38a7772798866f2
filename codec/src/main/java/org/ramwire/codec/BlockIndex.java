package org.ramwire.codec;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * RAM blocks by name: a hash table that finds a name in a window without an allocation.
 *
 * <p>Names are a peer's choice, so they are hashed with a key that is drawn for each index: a
 * polynomial over a prime field, in which no set of names collides for more than a few keys. Not
 * thread-safe.
 */
public final class BlockIndex {

  /** A Mersenne prime: what is above its bits is folded onto them. */
  private static final long PRIME = (1L << 31) - 1;

  private static final int PRIME_BITS = 31;

  /** An odd number that spreads what differs in low bits over the high ones. */
  private static final int SPREAD = 0x9e3779b1;

  private static final int FIRST_SLOTS = 16;

  private final long key = new SplittableRandom().nextLong(256, PRIME);

  /** A power of two of slots, at least half of them empty; a name stands in the first free one. */
  private RamBlock[] slots = new RamBlock[FIRST_SLOTS];

  private int size;

  /** How many names have been compared: what a test of the cost looks at. */
  private long comparisons;

  /** Starts with no block. */
  public BlockIndex() {}

  /**
   * Finds a block by a name in a window.
   *
   * @param window holds the name
   * @param from index of its first byte
   * @param length its bytes
   * @return the block, or null if none has that name
   */
  public @Nullable RamBlock find(byte[] window, int from, int length) {
    return slots[slot(window, from, length)];
  }

  /**
   * Finds a block by name.
   *
   * @param idstr the name
   * @return the block, or null if none has that name
   */
  public @Nullable RamBlock find(Idstr idstr) {
    return find(idstr.raw(), 0, idstr.length());
  }

  /**
   * Takes a block, in place of the one that had its name before.
   *
   * @param block the block
   * @return the one before, or null
   */
  public @Nullable RamBlock put(RamBlock block) {
    int slot = slot(block.idstr().raw(), 0, block.idstr().length());
    RamBlock before = slots[slot];
    slots[slot] = block;
    if (before == null && ++size > slots.length / 2) {
      grow();
    }
    return before;
  }

  long comparisons() {
    return comparisons;
  }

  private int slot(byte[] name, int from, int length) {
    int mask = slots.length - 1;
    int slot = hash(name, from, length) >>> Integer.numberOfLeadingZeros(mask);
    while (slots[slot] != null) {
      comparisons++;
      if (slots[slot].idstr().matches(name, from, length)) {
        break;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private int hash(byte[] name, int from, int length) {
    long hash = length + 1;
    for (int i = from; i < from + length; i++) {
      long product = hash * key + (name[i] & 0xff);
      long folded = (product & PRIME) + (product >>> PRIME_BITS);
      hash = folded >= PRIME ? folded - PRIME : folded;
    }
    return (int) hash * SPREAD;
  }

  private void grow() {
    RamBlock[] before = slots;
    slots = new RamBlock[2 * before.length];
    for (RamBlock block : before) {
      if (block != null) {
        slots[slot(block.idstr().raw(), 0, block.idstr().length())] = block;
      }
    }
  }
}
