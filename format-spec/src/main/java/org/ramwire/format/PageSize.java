package org.ramwire.format;

/**
 * A target page size, which the ram section itself does not carry (RAM-002).
 *
 * @param bytes a power of two from 1024 to 65536
 */
public record PageSize(int bytes) {

  /** The smallest page size: below it the flags would not fit under the address. */
  public static final int MIN_BYTES = 1 << 10;

  /** The largest page size: XBZRLE states a delta's length in 16 bits. */
  public static final int MAX_BYTES = 1 << 16;

  /** The page size of x86, 4096 bytes. */
  public static final PageSize X86 = new PageSize(4096);

  /**
   * Checks the size.
   *
   * @param bytes a power of two from 1024 to 65536
   * @throws IllegalArgumentException if the size is not a power of two from 1024 to 65536
   */
  public PageSize {
    if (bytes < MIN_BYTES || bytes > MAX_BYTES || Integer.bitCount(bytes) != 1) {
      throw new IllegalArgumentException(
          "page size must be a power of two from 1024 to 65536, not " + bytes);
    }
  }

  /**
   * Returns the flags part of a record header.
   *
   * @param header a record's be64
   * @return the bits below the page size
   */
  public int flags(long header) {
    return (int) header & (bytes - 1);
  }

  /**
   * Returns the address part of a record header.
   *
   * @param header a record's be64
   * @return the header with the flag bits cleared; as an unsigned value
   */
  public long address(long header) {
    return header & -(long) bytes;
  }

  /**
   * Tells whether a length or an offset falls on a page border.
   *
   * @param value bytes
   * @return true if it is a multiple of the page size
   */
  public boolean aligned(long value) {
    return (value & (bytes - 1)) == 0;
  }

  /**
   * Returns the longest payload of a COMPRESS_PAGE record: zlib's {@code compressBound} of a page
   * (RAM-060).
   *
   * @return a length in bytes; 4110 for 4096-byte pages
   */
  public int compressBound() {
    return bytes + (bytes >> 12) + (bytes >> 14) + (bytes >> 25) + 13;
  }
}
