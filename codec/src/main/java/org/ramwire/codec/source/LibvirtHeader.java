package org.ramwire.codec.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The wrapper that virsh save puts before a stream (LIB-001).
 *
 * @param order the byte order of the machine that wrote it
 * @param version 1 or 2
 * @param dataLength bytes of XML and padding between the header and the stream
 * @param wasRunning whether the guest ran when it was saved
 * @param format how the stream is stored; 0 is raw
 */
public record LibvirtHeader(
    ByteOrder order, int version, long dataLength, boolean wasRunning, int format) {

  private static final byte[] MAGIC =
      StreamConstants.LIBVIRT_MAGIC.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PARTIAL =
      StreamConstants.LIBVIRT_UNFINISHED_MAGIC.getBytes(StandardCharsets.US_ASCII);

  /** Bytes of the header before the XML. */
  public static final int HEADER_BYTES = 92;

  /** Where the header states the format, from its first byte. */
  public static final int FORMAT_AT = 28;

  /** The format of a mapped-ram file, whose offsets count from the header's first byte. */
  public static final int SPARSE = 6;

  private static final int RAW = 0;
  private static final int MAX_VERSION = 2;
  private static final String[] FORMATS = {
    "raw", "gzip", "bzip2", "xz", "lzop", "zstd", "sparse (mapped-ram)"
  };

  /**
   * Tells whether a wrapper stands at the input's position; takes nothing.
   *
   * @param input stands at a stream's or a wrapper's first byte
   * @return true if the wrapper's magic is there
   * @throws IOException if the channel fails
   */
  public static boolean present(StreamInput input) throws IOException {
    return startsWith(input, MAGIC) || startsWith(input, PARTIAL);
  }

  private static boolean startsWith(StreamInput input, byte[] magic) throws IOException {
    if (!input.available(magic.length)) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (input.peek(i) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the header, the XML and the padding: leaves the input at the stream.
   *
   * @param input stands at the wrapper's first byte
   * @return the header
   * @throws org.ramwire.format.StreamException if the save was never finished (LIB-001), the stream
   *     is compressed (LIB-002) or the input ends inside (CON-050)
   * @throws IOException if the channel fails
   */
  public static LibvirtHeader read(StreamInput input) throws IOException {
    long at = input.offset();
    if (startsWith(input, PARTIAL)) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_HEADER, at, "the save was never finished (LibvirtQemudPart)");
    }
    input.require(HEADER_BYTES, "libvirt's header");
    LibvirtHeader header = parse(input.bytes(HEADER_BYTES), at);
    if (header.format() != RAW && header.format() != SPARSE) {
      throw new UnsupportedStreamException(
          Clause.LIBVIRT_FORMAT,
          at + FORMAT_AT,
          "the stream is stored as "
              + header.formatName()
              + " from offset "
              + (at + HEADER_BYTES + header.dataLength())
              + " on; unpack that part and read it instead");
    }
    input.skip(header.dataLength(), "libvirt's XML");
    return header;
  }

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
