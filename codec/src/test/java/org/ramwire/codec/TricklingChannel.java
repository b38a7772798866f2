package org.ramwire.codec;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A source that hands out at most so many bytes a read, as a pipe may. */
public final class TricklingChannel implements ReadableByteChannel {

  private final byte[] bytes;
  private final int most;
  private int next;

  public TricklingChannel(byte[] bytes, int most) {
    this.bytes = bytes;
    this.most = most;
  }

  @Override
  public int read(ByteBuffer target) {
    if (next == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(most, target.remaining()), bytes.length - next);
    target.put(bytes, next, count);
    next += count;
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
