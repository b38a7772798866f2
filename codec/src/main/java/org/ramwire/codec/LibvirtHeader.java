package org.ramwire.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
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

  private static final byte[] MAGIC = "LibvirtQemudSave".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PARTIAL = "LibvirtQemudPart".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 92;
  private static final int MAX_VERSION = 2;
  private static final String[] FORMATS = {
    "raw", "gzip", "bzip2", "xz", "lzop", "zstd", "sparse (mapped-ram)"
  };

  /** Tells whether a wrapper stands at the input's position. */
  static boolean present(StreamInput input) throws IOException {
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

  /** Takes the header, the XML and the padding: leaves the input at the stream. */
  static LibvirtHeader read(StreamInput input) throws IOException {
    long at = input.offset();
    if (startsWith(input, PARTIAL)) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_HEADER, at, "the save was never finished (LibvirtQemudPart)");
    }
    input.require(HEADER_BYTES, "libvirt's header");
    ByteBuffer fields = ByteBuffer.wrap(input.bytes(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if (Integer.compareUnsigned(fields.getInt(16), MAX_VERSION) > 0) {
      fields.order(ByteOrder.BIG_ENDIAN);
    }
    int version = fields.getInt(16);
    if (version < 1 || version > MAX_VERSION) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_HEADER, at + 16, "header version neither 1 nor 2 in either byte order");
    }
    long dataLength = Integer.toUnsignedLong(fields.getInt(20));
    int format = fields.getInt(28);
    LibvirtHeader header =
        new LibvirtHeader(fields.order(), version, dataLength, fields.getInt(24) != 0, format);
    if (format != 0) {
      throw new UnsupportedStreamException(
          Clause.LIBVIRT_FORMAT,
          at + 28,
          "the stream is stored as "
              + header.formatName()
              + " from offset "
              + (at + HEADER_BYTES + dataLength)
              + " on; unpack that part and read it instead");
    }
    input.skip(dataLength, "libvirt's XML");
    return header;
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
