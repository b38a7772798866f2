package org.ramwire.codec.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.TruncatedStreamException;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The bytes that a compressed channel unpacks to.
 *
 * <p>What the library says of broken data becomes one error under LIB-010, with the offset in the
 * unpacked bytes; what the channel itself fails with stays as it is. Not thread-safe.
 */
final class UnpackedChannel implements ReadableByteChannel {

  private static final int BUFFER_BYTES = 1 << 16;

  private final PackedInput packed;
  private final CompressionFormat format;
  private final long mostBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private InputStream unpacked;
  private long offset;

  /** Starts to unpack; {@code mostBytes} is the bound on what may come out. */
  UnpackedChannel(ReadableByteChannel source, CompressionFormat format, long mostBytes)
      throws IOException {
    this.packed = new PackedInput(source);
    this.format = format;
    this.mostBytes = mostBytes;
    try {
      unpacked = format.unpack(packed);
    } catch (IOException | RuntimeException e) {
      throw fault(e);
    }
    if (unpacked == null) {
      throw new UnsupportedStreamException(
          Clause.SOURCE_COMPRESSED,
          0,
          "the file is compressed with "
              + format.program()
              + ", which this reader does not unpack; unpack it first: "
              + format.program()
              + " -dc FILE | ramwire … -");
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int most = Math.min(target.remaining(), buffer.length);
    int read;
    try {
      read = unpacked.read(buffer, 0, most);
    } catch (IOException | RuntimeException e) {
      throw fault(e);
    }
    if (read > 0) {
      offset += read;
      checkBound();
      target.put(buffer, 0, read);
    }
    return read;
  }

  private void checkBound() throws LimitExceededException {
    if (offset > mostBytes) {
      throw new LimitExceededException(
          Clause.SOURCE_UNPACKED_BOUND,
          mostBytes,
          "the "
              + format.program()
              + " data unpacks to more than "
              + mostBytes
              + " bytes, the most that this reader takes");
    }
  }

  private IOException fault(Exception found) {
    if (packed.failure != null) {
      return packed.failure;
    }
    String where = " (the offset counts unpacked bytes)";
    if (packed.ended) {
      return new TruncatedStreamException(
          Clause.SOURCE_COMPRESSED,
          offset,
          "the " + format.program() + " data is cut: it ends before its end mark" + where);
    }
    return new MalformedStreamException(
        Clause.SOURCE_COMPRESSED,
        offset,
        "the " + format.program() + " data is broken: " + reason(found) + where);
  }

  private static String reason(Exception found) {
    String message = found.getMessage();
    return message == null ? found.getClass().getSimpleName() : message;
  }

  @Override
  public boolean isOpen() {
    return unpacked != null;
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      InputStream closing = unpacked;
      unpacked = null;
      closing.close();
    }
    packed.close();
  }

  /** The compressed bytes; remembers whether they ended and what their channel failed with. */
  private static final class PackedInput extends InputStream {

    private final InputStream source;
    private final byte[] one = new byte[1];
    private boolean ended;
    private IOException failure;

    PackedInput(ReadableByteChannel channel) {
      this.source = Channels.newInputStream(channel);
    }

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      try {
        int read = source.read(target, from, length);
        ended |= read < 0;
        return read;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
