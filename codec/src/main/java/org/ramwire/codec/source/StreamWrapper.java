package org.ramwire.codec.source;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.UnsupportedStreamException;

/**
 * What stood before a stream in its input and has been taken off: the header of a virsh save file,
 * its XML and its padding (LIB-001, LIB-002).
 *
 * <p>All offsets, here and in what a reader says of the stream behind it, are those of the outer
 * file: they count from the input's first byte. Only a stream that {@link StreamSource} has
 * unpacked counts from its own first byte. Immutable.
 *
 * @param offset where the header starts
 * @param header its fields
 */
public record StreamWrapper(long offset, LibvirtHeader header) {

  private static final byte[] FINISHED =
      StreamConstants.LIBVIRT_MAGIC.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNFINISHED =
      StreamConstants.LIBVIRT_UNFINISHED_MAGIC.getBytes(StandardCharsets.US_ASCII);

  /**
   * Takes a wrapper off: leaves the input at the stream's first byte.
   *
   * @param input stands at a wrapper's or a stream's first byte
   * @return the wrapper, or null if there is none
   * @throws org.ramwire.format.StreamException if the save was never finished (LIB-001), the stream
   *     is compressed (LIB-002) or the input ends inside (CON-050)
   * @throws IOException if the channel fails
   */
  public static @Nullable StreamWrapper takeOff(StreamInput input) throws IOException {
    long at = input.offset();
    if (startsWith(input, UNFINISHED)) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_HEADER,
          at,
          "the save was never finished (" + StreamConstants.LIBVIRT_UNFINISHED_MAGIC + ")");
    }
    if (!startsWith(input, FINISHED)) {
      return null;
    }
    input.require(LibvirtHeader.HEADER_BYTES, "libvirt's header");
    LibvirtHeader header = LibvirtHeader.parse(input.bytes(LibvirtHeader.HEADER_BYTES), at);
    checkFormat(header, at);
    input.skip(header.dataLength(), "libvirt's XML");
    return new StreamWrapper(at, header);
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

  private static void checkFormat(LibvirtHeader header, long at) throws UnsupportedStreamException {
    if (header.format() == LibvirtHeader.RAW || header.format() == LibvirtHeader.SPARSE) {
      return;
    }
    throw new UnsupportedStreamException(
        Clause.LIBVIRT_FORMAT,
        at + LibvirtHeader.FORMAT_AT,
        "the stream is stored as "
            + header.formatName()
            + " from offset "
            + (at + LibvirtHeader.HEADER_BYTES + header.dataLength())
            + " on; unpack that part and read it instead");
  }

  /**
   * Returns the byte order of the machine that wrote the file.
   *
   * @return little- or big-endian
   */
  public ByteOrder order() {
    return header.order();
  }

  /**
   * Compares what the stream announces with what the header says of it.
   *
   * @param mappedRam whether the stream's configuration announces mapped-ram
   * @throws MalformedStreamException if the header says sparse and the stream is none (LIB-002)
   */
  public void checkAnnounced(boolean mappedRam) throws MalformedStreamException {
    // LIB-002: "Data that is not in the format that the header states is refused …"
    if (header.format() == LibvirtHeader.SPARSE && !mappedRam) {
      throw new MalformedStreamException(
          Clause.LIBVIRT_FORMAT,
          offset + LibvirtHeader.FORMAT_AT,
          "the header says sparse, but the stream does not announce mapped-ram");
    }
  }
}
