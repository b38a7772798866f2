package org.ramwire.receiver.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** How much a memory may still take of the heap. Thread-safe. */
final class HeapRoom {

  private final long maxBytes;
  private final AtomicLong leftBytes;

  HeapRoom(long maxBytes) {
    this.maxBytes = maxBytes;
    this.leftBytes = new AtomicLong(maxBytes);
  }

  /**
   * Takes room for good.
   *
   * @throws IOException if there is not so much left
   */
  void take(int bytes) throws IOException {
    long left;
    do {
      left = leftBytes.get();
      if (left < bytes) {
        throw new IOException("guest memory would pass its bound of " + maxBytes + " bytes");
      }
    } while (!leftBytes.compareAndSet(left, left - bytes));
  }
}
