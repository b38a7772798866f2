package org.ramwire.codec.source;

import java.io.IOException;
import java.util.Arrays;

/**
 * A block of LZO1X data while it is unpacked.
 *
 * <p>The data are instructions, each a copy of bytes that came before and up to three literal
 * bytes, or a run of literal bytes. What an instruction below 16 means depends on how many literals
 * came just before it. The form is the one that the Linux kernel's documentation describes (LZO
 * stream format as understood by Linux's LZO decompressor, version 0). Not thread-safe.
 */
final class Lzo1xBlock {

  /** Literals came as a run, of four or more. */
  private static final int AFTER_RUN = 4;

  /** From here on, a block's first byte stands for a run of one literal, of two and so on. */
  private static final int FIRST_RUN = 18;

  /** What the distance of a far copy counts from; exactly this far stands for the end. */
  private static final int FAR = 16384;

  private byte[] packed;
  private int packedLength;
  private byte[] plain;
  private int plainLength;
  private int in;
  private int out;

  /** The literals that came just before: 0 to 3, or {@link #AFTER_RUN}. */
  private int literals;

  /**
   * Unpacks a block, whose end mark has to be the last of its bytes.
   *
   * @throws IOException if the data are wrong, or come to another length
   */
  void unpack(byte[] source, int sourceLength, byte[] target, int targetLength) throws IOException {
    packed = source;
    packedLength = sourceLength;
    plain = target;
    plainLength = targetLength;
    in = 0;
    out = 0;
    literals = 0;
    first();
    while (instruction()) {
      copyLiterals(literals == AFTER_RUN ? 0 : literals);
    }
    if (in != packedLength || out != plainLength) {
      throw new IOException(
          String.format(
              "a block ends after %d of %d bytes, unpacked to %d of %d",
              in, packedLength, out, plainLength));
    }
  }

  /** Returns how many bytes are unpacked: after a fault, those before it. */
  int unpacked() {
    return out;
  }

  /** The first byte may be a run of literals of its own kind. */
  private void first() throws IOException {
    if (packedLength > 0 && (packed[0] & 0xff) >= FIRST_RUN) {
      int count = next() - FIRST_RUN + 1;
      literals = Math.min(count, AFTER_RUN);
      copyLiterals(count);
    }
  }

  /** Carries one instruction out but for its last literals; false at the end mark. */
  private boolean instruction() throws IOException {
    int code = next();
    if (code >= 64) {
      int distance = (code >> 2 & 7) + (next() << 3) + 1;
      copy(distance, (code >> 5) + 1, code);
    } else if (code >= 32) {
      int length = length(code, 5) + 2;
      int low = next();
      copy(((low | next() << 8) >> 2) + 1, length, low);
    } else if (code >= 16) {
      int length = length(code, 3) + 2;
      int low = next();
      int distance = ((code & 8) << 11) + ((low | next() << 8) >> 2);
      if (distance == 0) {
        return checkEnd(length);
      }
      copy(distance + FAR, length, low);
    } else if (literals == 0) {
      copyLiterals(length(code, 4) + 3);
      literals = AFTER_RUN;
    } else {
      boolean afterRun = literals == AFTER_RUN;
      int distance = (code >> 2) + (next() << 2) + (afterRun ? 2049 : 1);
      copy(distance, afterRun ? 3 : 2, code);
    }
    return true;
  }

  private static boolean checkEnd(int length) throws IOException {
    if (length != 3) {
      throw new IOException("an end mark of length " + length + ", not 3");
    }
    return false;
  }

  /** A length in the low bits of an instruction, or in the bytes after it where those are 0. */
  private int length(int code, int bits) throws IOException {
    int most = (1 << bits) - 1;
    int length = code & most;
    if (length > 0) {
      return length;
    }
    length = most;
    int more = next();
    while (more == 0) {
      length += 255;
      if (length > plainLength) {
        throw new IOException("a length beyond the block's");
      }
      more = next();
    }
    return length + more;
  }

  /** Copies what came before; the two low bits of {@code code} count the literals after it. */
  private void copy(int distance, int length, int code) throws IOException {
    if (distance > out) {
      throw new IOException("a copy from before the block's start");
    }
    if (length > plainLength - out) {
      throw new IOException("a block unpacks to more than it states");
    }
    if (distance >= length) {
      System.arraycopy(plain, out - distance, plain, out, length);
    } else if (distance == 1) {
      Arrays.fill(plain, out, out + length, plain[out - 1]);
    } else {
      for (int i = out; i < out + length; i++) {
        plain[i] = plain[i - distance];
      }
    }
    out += length;
    literals = code & 3;
  }

  private void copyLiterals(int count) throws IOException {
    if (count > plainLength - out) {
      throw new IOException("a block unpacks to more than it states");
    }
    int present = Math.min(count, packedLength - in);
    System.arraycopy(packed, in, plain, out, present);
    in += present;
    out += present;
    if (present < count) {
      throw new IOException("a block ends without its end mark");
    }
  }

  private int next() throws IOException {
    if (in == packedLength) {
      throw new IOException("a block ends without its end mark");
    }
    return packed[in++] & 0xff;
  }
}
