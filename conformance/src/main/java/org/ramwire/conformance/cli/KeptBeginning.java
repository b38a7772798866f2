package org.ramwire.conformance.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** A pipe whose first bytes are kept, so that they can be looked at again. Not thread-safe. */
final class KeptBeginning implements ReadableByteChannel {

  private static final int MOST_BYTES = 1 << 20;

  private final ReadableByteChannel pipe;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  KeptBeginning(ReadableByteChannel pipe) {
    this.pipe = pipe;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int from = target.position();
    int read = pipe.read(target);
    int keeps = Math.min(read, MOST_BYTES - kept.size());
    if (keeps > 0) {
      byte[] copy = new byte[keeps];
      target.get(from, copy);
      kept.writeBytes(copy);
    }
    return read;
  }

  /** Returns a channel of what was kept. */
  ReadableByteChannel again() {
    return Channels.newChannel(new ByteArrayInputStream(kept.toByteArray()));
  }

  @Override
  public boolean isOpen() {
    return pipe.isOpen();
  }

  @Override
  public void close() throws IOException {
    pipe.close();
  }
}
