package org.ramwire.codec;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/**
 * A buffered writer of big-endian fields with an absolute offset.
 *
 * <p>It writes what it is told, so that tests can build what no writer should. Not thread-safe.
 */
public final class StreamOutput implements Flushable {

  private static final int BUFFER_BYTES = 1 << 17;

  private final WritableByteChannel target;

  /** Big-endian, as buffers are. */
  private final ByteBuffer buffer;

  private int filled;
  private long flushed;

  /**
   * Writes to a blocking channel, which stays the caller's to close.
   *
   * @param target a file, pipe or socket
   */
  public StreamOutput(WritableByteChannel target) {
    // Outside the heap: a channel would copy what is on it once more.
    this(target, ByteBuffer.allocateDirect(BUFFER_BYTES));
  }

  /**
   * Writes to a stream, which stays the caller's to close.
   *
   * @param target any blocking stream
   */
  public StreamOutput(OutputStream target) {
    this(Channels.newChannel(target), ByteBuffer.allocate(BUFFER_BYTES));
  }

  private StreamOutput(WritableByteChannel target, ByteBuffer buffer) {
    this.target = target;
    this.buffer = buffer;
  }

  /**
   * Returns the offset of the next byte.
   *
   * @return bytes written so far, buffered ones included
   */
  public long offset() {
    return flushed + filled;
  }

  /**
   * Writes one byte.
   *
   * @param value its low eight bits count
   * @throws IOException if the channel fails
   */
  public void u8(int value) throws IOException {
    room(1);
    buffer.put(filled++, (byte) value);
  }

  /**
   * Writes two bytes.
   *
   * @param value its low sixteen bits count
   * @throws IOException if the channel fails
   */
  public void be16(int value) throws IOException {
    room(Short.BYTES);
    buffer.putShort(filled, (short) value);
    filled += Short.BYTES;
  }

  /**
   * Writes four bytes.
   *
   * @param value the field
   * @throws IOException if the channel fails
   */
  public void be32(int value) throws IOException {
    room(Integer.BYTES);
    buffer.putInt(filled, value);
    filled += Integer.BYTES;
  }

  /**
   * Writes eight bytes.
   *
   * @param value the field
   * @throws IOException if the channel fails
   */
  public void be64(long value) throws IOException {
    room(Long.BYTES);
    buffer.putLong(filled, value);
    filled += Long.BYTES;
  }

  /**
   * Writes bytes of an array.
   *
   * @param source holds them
   * @param from index of the first
   * @param length how many
   * @throws IOException if the channel fails
   */
  public void bytes(byte[] source, int from, int length) throws IOException {
    if (length > BUFFER_BYTES - filled) {
      flush();
    }
    if (length > BUFFER_BYTES) {
      drain(ByteBuffer.wrap(source, from, length));
      flushed += length;
    } else {
      buffer.put(filled, source, from, length);
      filled += length;
    }
  }

  /**
   * Writes bytes of a buffer, whose position and limit do not matter as long as they lie inside.
   *
   * @param source holds them
   * @param from index of the first
   * @param length how many, at most what this output gathers: {@value #BUFFER_BYTES}
   * @throws IOException if the channel fails
   */
  public void bytes(ByteBuffer source, int from, int length) throws IOException {
    if (length > BUFFER_BYTES) {
      throw new IllegalArgumentException("0 to " + BUFFER_BYTES + " bytes, not " + length);
    }
    room(length);
    buffer.put(filled, source, from, length);
    filled += length;
  }

  /**
   * Writes a whole array.
   *
   * @param source the bytes
   * @throws IOException if the channel fails
   */
  public void bytes(byte[] source) throws IOException {
    bytes(source, 0, source.length);
  }

  /**
   * Writes a name after its length byte.
   *
   * @param name at most 255 bytes
   * @throws IOException if the channel fails
   */
  public void counted(byte[] name) throws IOException {
    if (name.length > 255) {
      throw new IllegalArgumentException("a name of " + name.length + " bytes: at most 255");
    }
    u8(name.length);
    bytes(name);
  }

  /**
   * Hands the buffered bytes to the channel.
   *
   * @throws IOException if the channel fails
   */
  @Override
  public void flush() throws IOException {
    buffer.position(0).limit(filled);
    try {
      drain(buffer);
    } finally {
      buffer.clear();
    }
    flushed += filled;
    filled = 0;
  }

  private void room(int count) throws IOException {
    if (count > BUFFER_BYTES - filled) {
      flush();
    }
  }

  private void drain(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }
}
