package org.ramwire.codec.mapped;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;

/**
 * The bitmap of a block's pages in a mapped-ram file, as it stands there (MAP-005).
 *
 * <p>What it holds follows the bytes that have come, never a length that a peer claims: pieces in
 * which all bits are equal take no room, and the others are bounded (MAP-012).
 */
final class PageBitmap {

  /** How many bytes of pieces whose bits differ are held: enough for 2 TiB in pages of 4 KiB. */
  static final long MAX_HELD_BYTES = 64L << 20;

  private static final int PIECE_BYTES = 1 << 12;
  private static final byte[] CLEAR = new byte[PIECE_BYTES];
  private static final byte[] SET = new byte[PIECE_BYTES];

  static {
    Arrays.fill(SET, (byte) 0xff);
  }

  private static final VarHandle LE64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The pieces so far; the last may be longer than what it holds. */
  private byte[][] pieces = new byte[1][];

  private long heldBytes;

  private PageBitmap() {}

  /**
   * Takes a bitmap.
   *
   * @param input stands at its first byte
   * @param words how many words of 64 bits it has
   * @param maxHeldBytes how much is held at most
   */
  static PageBitmap read(StreamInput input, long words, long maxHeldBytes) throws IOException {
    PageBitmap bitmap = new PageBitmap();
    long left = words * Long.BYTES;
    for (int piece = 0; left > 0; piece++) {
      int length = (int) Math.min(left, PIECE_BYTES);
      input.require(length, "the bitmap of a block's pages");
      if (piece == bitmap.pieces.length) {
        bitmap.pieces = Arrays.copyOf(bitmap.pieces, 2 * piece);
      }
      bitmap.pieces[piece] = bitmap.keep(input, length, maxHeldBytes);
      input.advance(length);
      left -= length;
    }
    return bitmap;
  }

  private byte[] keep(StreamInput input, int length, long maxHeldBytes)
      throws LimitExceededException {
    int from = input.position();
    for (byte[] uniform : new byte[][] {CLEAR, SET}) {
      if (Arrays.equals(input.window(), from, from + length, uniform, 0, length)) {
        return uniform;
      }
    }
    heldBytes += length;
    if (heldBytes > maxHeldBytes) {
      // MAP-012: "A reader may bound how much of a bitmap it holds."
      throw new LimitExceededException(
          Clause.MAP_BITMAP_BOUND,
          input.offset(),
          "more than "
              + maxHeldBytes
              + " bytes of a bitmap whose bits differ, the most that this reader holds");
    }
    return Arrays.copyOfRange(input.window(), from, from + length);
  }

  /** Returns how many bytes it takes. */
  long heldBytes() {
    return heldBytes;
  }

  /** Returns a word as little-endian hosts write it. */
  long littleEndian(long word) {
    long at = word * Long.BYTES;
    return (long) LE64.get(pieces[(int) (at / PIECE_BYTES)], (int) (at % PIECE_BYTES));
  }

  /** Returns a word as hosts of one or the other order write it. */
  long word(long word, boolean bigEndian) {
    long littleEndian = littleEndian(word);
    return bigEndian ? Long.reverseBytes(littleEndian) : littleEndian;
  }
}
