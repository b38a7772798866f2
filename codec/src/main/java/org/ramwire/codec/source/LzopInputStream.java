package org.ramwire.codec.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that one member of an lzop file unpacks to (LIB-010).
 *
 * <pre>
 *  magic (9) | version 2 | library 2 | needed 2 | method 1 | level 1 | flags 4 | mode 4 | mtime 8
 *            | name length 1 | name | checksum 4            all big-endian
 *  block:      plain length 4 | packed length 4 | checksums of plain | of packed | packed bytes
 *  end:        0 (4)
 * </pre>
 *
 * <p>Of a block that is cut, the bytes before the cut are given before the fault is. Not
 * thread-safe.
 */
final class LzopInputStream extends InputStream {

  /** Something of lzop that is right and that this reader lacks. */
  static final class NotReadException extends IOException {
    private static final long serialVersionUID = 1;

    NotReadException(String message) {
      super(message);
    }
  }

  /** A block that wants more memory than {@link #MOST_BLOCK_BYTES}. */
  static final class BlockTooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    BlockTooLargeException(String message) {
      super(message);
    }
  }

  /** The most that a block may unpack to (LIB-011); lzop makes blocks of 256 KiB. */
  static final int MOST_BLOCK_BYTES = 16 << 20;

  private static final byte[] MAGIC = Head.magic("\u0089LZO\0\r\n\u001a\n");

  private static final int OLDEST = 0x0940;
  private static final int NEWEST_NEEDED = 0x1040;

  private static final int ADLER32_OF_PLAIN = 0x1;
  private static final int ADLER32_OF_PACKED = 0x2;
  private static final int EXTRA_FIELD = 0x40;
  private static final int CRC32_OF_PLAIN = 0x100;
  private static final int CRC32_OF_PACKED = 0x200;
  private static final int MULTIPART = 0x400;
  private static final int FILTER = 0x800;
  private static final int CRC32_OF_HEADER = 0x1000;
  private static final int RESERVED = 0xfc000;

  private final InputStream packed;
  private final Lzo1xBlock block = new Lzo1xBlock();
  private final byte[] field = new byte[255];
  private int flags;
  private byte[] packedBytes = new byte[0];
  private byte[] plainBytes = new byte[0];
  private int from;
  private int to;
  private boolean ended;
  private @Nullable IOException fault;

  /** Reads the header. */
  LzopInputStream(InputStream packed) throws IOException {
    this.packed = packed;
    readHeader();
  }

  private void readHeader() throws IOException {
    fill(field, MAGIC.length);
    if (!Arrays.equals(field, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("no lzop header where one should be");
    }
    // Which checksum the header has stands in its flags, so both are taken.
    Checksum adler = new Adler32();
    Checksum crc = new CRC32();
    int version = number(2, adler, crc);
    if (version < OLDEST) {
      throw new NotReadException(
          String.format(
              "data of lzop %x, older than 940, which this reader does not unpack", version));
    }
    number(2, adler, crc);
    int needed = number(2, adler, crc);
    int method = number(1, adler, crc);
    number(1, adler, crc);
    flags = number(4, adler, crc);
    refuseWhatIsNotRead(needed, method);
    number(4, adler, crc);
    number(4, adler, crc);
    number(4, adler, crc);
    int nameLength = number(1, adler, crc);
    fill(field, nameLength);
    adler.update(field, 0, nameLength);
    crc.update(field, 0, nameLength);
    check(has(CRC32_OF_HEADER) ? crc : adler, number(4), "the header");
  }

  private void refuseWhatIsNotRead(int needed, int method) throws IOException {
    String found = null;
    if (needed > NEWEST_NEEDED) {
      found = String.format("data that only lzop %x unpacks", needed);
    } else if (method < 1 || method > 3) {
      found = "compression method " + method + ", which is not LZO1X";
    } else if (has(MULTIPART)) {
      found = "a multipart archive";
    } else if (has(FILTER)) {
      found = "data that went through a filter";
    } else if (has(EXTRA_FIELD)) {
      found = "a header with an extra field";
    } else if (has(RESERVED)) {
      found = String.format("reserved flags (%x)", flags & RESERVED);
    }
    if (found != null) {
      throw new NotReadException(found + ", which this reader does not unpack");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (from == to && !ended) {
      if (fault != null) {
        throw fault;
      }
      readBlock();
    }
    if (from == to) {
      return -1;
    }
    int count = Math.min(length, to - from);
    System.arraycopy(plainBytes, from, target, at, count);
    from += count;
    return count;
  }

  private void readBlock() throws IOException {
    int plainLength = number(4);
    if (plainLength == 0) {
      ended = true;
      return;
    }
    int packedLength = number(4);
    if (plainLength < 0 || plainLength > MOST_BLOCK_BYTES) {
      throw new BlockTooLargeException(
          "a block of "
              + Integer.toUnsignedString(plainLength)
              + " bytes; this reader takes "
              + MOST_BLOCK_BYTES);
    }
    if (packedLength <= 0 || packedLength > plainLength) {
      throw new IOException(
          "a block of "
              + plainLength
              + " bytes packed into "
              + Integer.toUnsignedString(packedLength));
    }
    boolean stored = packedLength == plainLength;
    int plainAdler = has(ADLER32_OF_PLAIN) ? number(4) : 0;
    int plainCrc = has(CRC32_OF_PLAIN) ? number(4) : 0;
    int packedAdler = has(ADLER32_OF_PACKED) && !stored ? number(4) : 0;
    int packedCrc = has(CRC32_OF_PACKED) && !stored ? number(4) : 0;

    packedBytes = atLeast(packedBytes, packedLength);
    int came = take(packedBytes, packedLength);
    if (came < packedLength) {
      unpackWhatCame(came, plainLength, stored);
      return;
    }
    if (!stored) {
      checkEach(ADLER32_OF_PACKED, packedAdler, CRC32_OF_PACKED, packedCrc, packedBytes, came);
    }
    unpack(came, plainLength, stored);
    checkEach(ADLER32_OF_PLAIN, plainAdler, CRC32_OF_PLAIN, plainCrc, plainBytes, plainLength);
    from = 0;
    to = plainLength;
  }

  private void unpack(int came, int plainLength, boolean stored) throws IOException {
    plainBytes = atLeast(plainBytes, plainLength);
    if (stored) {
      System.arraycopy(packedBytes, 0, plainBytes, 0, came);
    } else {
      block.unpack(packedBytes, came, plainBytes, plainLength);
    }
  }

  /** Gives what stands before a cut; its checksum cannot be known. */
  private void unpackWhatCame(int came, int plainLength, boolean stored) {
    try {
      unpack(came, plainLength, stored);
    } catch (IOException e) {
      // The cut is the fault, and what the block lacks follows from it.
    }
    from = 0;
    to = stored ? came : block.unpacked();
  }

  private void checkEach(int adlerFlag, int adler, int crcFlag, int crc, byte[] bytes, int length)
      throws IOException {
    if (has(adlerFlag)) {
      check(sum(new Adler32(), bytes, length), adler, "a block");
    }
    if (has(crcFlag)) {
      check(sum(new CRC32(), bytes, length), crc, "a block");
    }
  }

  private static Checksum sum(Checksum sum, byte[] bytes, int length) {
    sum.update(bytes, 0, length);
    return sum;
  }

  private static void check(Checksum sum, int stated, String of) throws IOException {
    if ((int) sum.getValue() != stated) {
      throw new IOException(
          String.format(
              "the checksum of %s is %08x, not %08x as stated", of, (int) sum.getValue(), stated));
    }
  }

  private static byte[] atLeast(byte[] bytes, int length) {
    return bytes.length >= length ? bytes : new byte[length];
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private int number(int length, Checksum... sums) throws IOException {
    fill(field, length);
    int number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | field[i] & 0xff;
    }
    for (Checksum sum : sums) {
      sum.update(field, 0, length);
    }
    return number;
  }

  private void fill(byte[] target, int length) throws IOException {
    if (take(target, length) < length) {
      throw fault;
    }
  }

  /** Takes so many bytes, or those that there are; then {@link #fault} says why no more. */
  private int take(byte[] target, int length) {
    int taken = 0;
    try {
      while (taken < length) {
        int read = packed.read(target, taken, length - taken);
        if (read < 0) {
          throw new EOFException("the data end too early");
        }
        taken += read;
      }
    } catch (IOException e) {
      fault = e;
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }
}
