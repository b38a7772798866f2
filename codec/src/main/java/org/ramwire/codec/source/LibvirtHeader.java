package org.ramwire.codec.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/**
 * The header that virsh save puts before a stream (LIB-001).
 *
 * @param order the byte order of the machine that wrote it
 * @param version 1 or 2
 * @param dataLength bytes of XML and padding between the header and the stream
 * @param wasRunning whether the guest ran when it was saved
 * @param format how the stream is stored; 0 is raw
 */
public record LibvirtHeader(
    ByteOrder order, int version, long dataLength, boolean wasRunning, int format) {

  /** Bytes of the header before the XML. */
  public static final int HEADER_BYTES = 92;

  /** Where the header states the format, from its first byte. */
  public static final int FORMAT_AT = 28;

  /** The format of a mapped-ram file, whose offsets count from the header's first byte. */
  public static final int SPARSE = 6;

  static final int RAW = 0;
  private static final int MAX_VERSION = 2;
  private static final String[] FORMATS = {
    "raw", "gzip", "bzip2", "xz", "lzop", "zstd", "sparse (mapped-ram)"
  };

  /**
   * Takes a header's fields apart.
   *
   * @param bytes a file's first bytes
   * @param at where they stand, for errors
   * @return the header, or null if there are fewer than {@link #HEADER_BYTES}
   * @throws MalformedStreamException if the version is right in neither byte order (LIB-001)
   */
  public static @Nullable LibvirtHeader parse(byte[] bytes, long at)
      throws MalformedStreamException {
    if (bytes.length < HEADER_BYTES) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.compareUnsigned(fields.getInt(16), MAX_VERSION) > 0) {
      fields.order(ByteOrder.BIG_ENDIAN);
    }
    int version = fields.getInt(16);
    if (version < 1 || version > MAX_VERSION) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_HEADER, at + 16, "header version neither 1 nor 2 in either byte order");
    }
    long dataLength = Integer.toUnsignedLong(fields.getInt(20));
    boolean wasRunning = fields.getInt(24) != 0;
    return new LibvirtHeader(
        fields.order(), version, dataLength, wasRunning, fields.getInt(FORMAT_AT));
  }

  /**
   * Returns how the stream is stored.
   *
   * @return a name such as {@code raw}
   */
  public String formatName() {
    return format >= 0 && format < FORMATS.length ? FORMATS[format] : "format " + format;
  }
}
