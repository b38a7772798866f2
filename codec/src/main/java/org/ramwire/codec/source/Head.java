package org.ramwire.codec.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first bytes of a channel, looked at without being lost.
 *
 * <p>A file is put back to where it stood; of a pipe the bytes are given again before the rest.
 */
final class Head {

  private final byte[] bytes;
  private final ReadableByteChannel channel;

  private Head(byte[] bytes, ReadableByteChannel channel) {
    this.bytes = bytes;
    this.channel = channel;
  }

  /** Peeks at up to so many bytes; fewer only where the channel ends. */
  static Head peek(ReadableByteChannel source, int most) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(most);
    if (source instanceof SeekableByteChannel file && seeks(file)) {
      long start = file.position();
      fill(file, first);
      file.position(start);
      return new Head(taken(first), file);
    }
    fill(source, first);
    byte[] bytes = taken(first);
    return new Head(bytes, new PrefixedChannel(bytes, source));
  }

  /**
   * Tells whether a channel can go back: standard input is a file channel also where it is a pipe.
   */
  private static boolean seeks(SeekableByteChannel file) {
    try {
      long start = file.position();
      file.position(start);
      return file.size() > start;
    } catch (IOException e) {
      return false;
    }
  }

  private static void fill(ReadableByteChannel source, ByteBuffer target) throws IOException {
    int read = 0;
    while (target.hasRemaining() && read >= 0) {
      read = source.read(target);
    }
  }

  private static byte[] taken(ByteBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Returns the channel, which starts with the bytes that were looked at. */
  ReadableByteChannel channel() {
    return channel;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean startsWith(byte[] magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }

  /** Turns a magic into bytes: one character stands for one byte. */
  static byte[] magic(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
