package org.ramwire.receiver.store;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The ranges of a block that may hold more than zero: one bit each, whatever the block's length.
 * Thread-safe: any thread marks and asks while one makes the ranges wider. Allocates only there.
 */
final class WrittenRanges {

  private final long blockBytes;
  private volatile Bits bits;

  /**
   * Marks nothing.
   *
   * @param blockBytes the block's length
   * @param shift a range's length as a power of two
   */
  WrittenRanges(long blockBytes, int shift) {
    this.blockBytes = blockBytes;
    this.bits = new Bits(blockBytes, shift);
    bits.complete = true;
  }

  /** Marks the ranges that a write touches. */
  void mark(long offset, int length) {
    Bits marked;
    do {
      marked = bits;
      marked.set(offset, length);
      // Once there are wider ranges, nobody may look at these again.
    } while (marked != bits);
  }

  /** Tells whether any of these bytes may be other than zero. */
  boolean mayHoldBytes(long offset, int length) {
    return bits.anyIn(offset, length);
  }

  /**
   * Makes the ranges wider. Called by one thread at a time.
   *
   * @param shift a range's length as a power of two
   */
  void widen(int shift) {
    Bits narrow = bits;
    Bits wide = new Bits(blockBytes, shift);
    // Whoever marks from here on marks in the wide ones; so all earlier marks are in the narrow.
    bits = wide;
    wide.addAll(narrow);
    wide.complete = true;
  }

  /** Returns how many ranges there are room for. */
  long count() {
    return (long) Long.SIZE * bits.words.length();
  }

  /** Bits of one width of range. */
  private static final class Bits {

    private final int shift;
    private final AtomicLongArray words;

    /** Whether what was marked in narrower ranges is in these: until then all count as written. */
    private volatile boolean complete;

    Bits(long blockBytes, int shift) {
      this.shift = shift;
      this.words = new AtomicLongArray(word(range(blockBytes)) + 1);
    }

    private int range(long offset) {
      return (int) (offset >>> shift);
    }

    private static int word(int range) {
      return range >>> 6;
    }

    void set(long offset, int length) {
      int first = range(offset);
      int last = range(offset + length - 1);
      for (int word = word(first); word <= word(last); word++) {
        set(word, mask(word, first, last));
      }
    }

    private void set(int word, long mask) {
      if ((words.get(word) & mask) != mask) {
        words.accumulateAndGet(word, mask, (before, added) -> before | added);
      }
    }

    boolean anyIn(long offset, int length) {
      if (!complete) {
        return true;
      }
      int first = range(offset);
      int last = range(offset + length - 1);
      for (int word = word(first); word <= word(last); word++) {
        if ((words.get(word) & mask(word, first, last)) != 0) {
          return true;
        }
      }
      return false;
    }

    /** Returns those bits of a word that stand for ranges from a first to a last. */
    private static long mask(int word, int first, int last) {
      // A shift takes the lowest six bits of its distance.
      long mask = word == word(first) ? -1L << first : -1L;
      return word == word(last) ? mask & (-1L >>> ~last) : mask;
    }

    void addAll(Bits narrow) {
      for (int word = 0; word < narrow.words.length(); word++) {
        for (long left = narrow.words.get(word); left != 0; left &= left - 1) {
          int range = (word << 6 | Long.numberOfTrailingZeros(left)) >>> (shift - narrow.shift);
          set(word(range), 1L << range);
        }
      }
    }
  }
}
