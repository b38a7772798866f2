package org.ramwire.receiver.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct buffers of one length, made when there is none left. The one that was given back last goes
 * out first: it is in the processor's cache. Thread-safe.
 */
final class BufferPool {

  private final int bytes;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  BufferPool(int bytes) {
    this.bytes = bytes;
  }

  /** Returns a buffer from 0 to its capacity, with anything in it. */
  synchronized ByteBuffer take() {
    ByteBuffer buffer = free.pollLast();
    return buffer == null ? ByteBuffer.allocateDirect(bytes) : buffer;
  }

  synchronized void giveBack(ByteBuffer buffer) {
    free.addLast(buffer.clear());
  }
}
