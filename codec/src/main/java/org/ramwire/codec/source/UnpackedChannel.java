package org.ramwire.codec.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;
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

  /** How many unpacked bytes a cut may cost. */
  private static final int SHORT_STEP_BYTES = 64;

  /** How many packed bytes one call may take: what fills the buffer, and what is read ahead. */
  private static final int CALL_BYTES = 2 * BUFFER_BYTES;

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
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read;
    try {
      int most = Math.min(target.remaining(), step());
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

  /**
   * Returns how many bytes to ask for. Most libraries that come upon a cut forget what the same
   * call had unpacked before it; so where the packed bytes end within one call, calls are short.
   */
  private int step() throws IOException {
    return format.keepsWhatCameBefore() || packed.goesOn() ? buffer.length : SHORT_STEP_BYTES;
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
    if (format.wantsTooMuchMemory(found)) {
      return new LimitExceededException(
          Clause.SOURCE_UNPACKED_BOUND,
          offset,
          "the "
              + format.program()
              + " data asks for more memory than this reader gives it: "
              + reason(found)
              + where);
    }
    if (format.isNotRead(found)) {
      return new UnsupportedStreamException(
          Clause.SOURCE_COMPRESSED, offset, format.program() + ": " + reason(found) + where);
    }
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
    private final byte[] ahead = new byte[2 * CALL_BYTES];
    private int from;
    private int to;
    private boolean sourceEnded;
    private boolean ended;
    private @Nullable IOException failure;

    PackedInput(ReadableByteChannel channel) {
      this.source = Channels.newInputStream(channel);
    }

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      fill(1);
      int read = Math.min(length, to - from);
      if (read == 0) {
        if (failure != null) {
          throw failure;
        }
        ended = true;
        return -1;
      }
      System.arraycopy(ahead, from, target, at, read);
      from += read;
      return read;
    }

    /** Tells whether the packed bytes go on for longer than one call can take. */
    boolean goesOn() throws IOException {
      fill(CALL_BYTES);
      return to - from >= CALL_BYTES;
    }

    private void fill(int bytes) throws IOException {
      if (to - from >= bytes || sourceEnded) {
        return;
      }
      System.arraycopy(ahead, from, ahead, 0, to - from);
      to -= from;
      from = 0;
      while (to < bytes && !sourceEnded) {
        try {
          int read = source.read(ahead, to, ahead.length - to);
          sourceEnded = read < 0;
          to += Math.max(0, read);
        } catch (IOException e) {
          // What has come is unpacked first; then there is no more.
          sourceEnded = true;
          failure = e;
        }
      }
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
