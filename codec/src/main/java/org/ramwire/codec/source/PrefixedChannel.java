package org.ramwire.codec.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A channel of bytes that have been read already, and then of the rest. Closes what it reads. */
final class PrefixedChannel implements ReadableByteChannel {

  private final ByteBuffer prefix;
  private final ReadableByteChannel rest;

  PrefixedChannel(byte[] prefix, ReadableByteChannel rest) {
    this.prefix = ByteBuffer.wrap(prefix);
    this.rest = rest;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!prefix.hasRemaining() || !target.hasRemaining()) {
      return rest.read(target);
    }
    int count = Math.min(prefix.remaining(), target.remaining());
    target.put(prefix.array(), prefix.position(), count);
    prefix.position(prefix.position() + count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return rest.isOpen();
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
