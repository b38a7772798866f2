package org.ramwire.xbzrle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which of a line's 64 bytes differ between two contents, as the bits of a long. */
final class ChangeMap {

  /** Bytes in a line; every page size is a multiple. */
  static final int LINE_BYTES = Long.SIZE;

  // Little-endian, so that the lower bits of a word are its earlier bytes.
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  // Times this, bit 8i + 7 lands on bit 56 + i, and nothing else lands there.
  private static final long GATHER = 0x0002040810204081L;

  private ChangeMap() {}

  /** Returns a long whose bit i is set if byte i of the line differs. */
  static long of(byte[] old, int oldAt, byte[] page, int pageAt) {
    return changed(old, oldAt, page, pageAt)
        | changed(old, oldAt + 8, page, pageAt + 8) << 8
        | changed(old, oldAt + 16, page, pageAt + 16) << 16
        | changed(old, oldAt + 24, page, pageAt + 24) << 24
        | changed(old, oldAt + 32, page, pageAt + 32) << 32
        | changed(old, oldAt + 40, page, pageAt + 40) << 40
        | changed(old, oldAt + 48, page, pageAt + 48) << 48
        | changed(old, oldAt + 56, page, pageAt + 56) << 56;
  }

  /** Returns the map of a word, in the lowest 8 bits. */
  private static long changed(byte[] old, int oldAt, byte[] page, int pageAt) {
    long difference = difference(old, oldAt, page, pageAt);
    if (difference == 0) {
      return 0;
    }
    long highBits = ((difference & ~HIGH_BITS) + ~HIGH_BITS | difference) & HIGH_BITS;
    return highBits * GATHER >>> 7 * Byte.SIZE;
  }

  /** Tells whether every byte of the line differs: cheaper than the map. */
  static boolean isFull(byte[] old, int oldAt, byte[] page, int pageAt) {
    long equal =
        equal(old, oldAt, page, pageAt)
            | equal(old, oldAt + 8, page, pageAt + 8)
            | equal(old, oldAt + 16, page, pageAt + 16)
            | equal(old, oldAt + 24, page, pageAt + 24)
            | equal(old, oldAt + 32, page, pageAt + 32)
            | equal(old, oldAt + 40, page, pageAt + 40)
            | equal(old, oldAt + 48, page, pageAt + 48)
            | equal(old, oldAt + 56, page, pageAt + 56);
    return (equal & HIGH_BITS) == 0;
  }

  private static long difference(byte[] old, int oldAt, byte[] page, int pageAt) {
    return (long) LONG.get(page, pageAt) ^ (long) LONG.get(old, oldAt);
  }

  /** Returns a word that has a byte's highest bit only if some byte does not differ. */
  private static long equal(byte[] old, int oldAt, byte[] page, int pageAt) {
    long difference = difference(old, oldAt, page, pageAt);
    return difference - LOW_BITS & ~difference;
  }
}
