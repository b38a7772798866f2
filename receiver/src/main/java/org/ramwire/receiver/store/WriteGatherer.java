package org.ramwire.receiver.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Pages that follow one another in a file, gathered to be written together.
 *
 * <p>A stretch of a file always has the same gatherer, whatever thread writes to it: so there is
 * one place where a page of it is, and of two writes of a page the later one wins. Thread-safe;
 * allocates nothing for a page.
 */
final class WriteGatherer {

  /** How long a stretch is, and how much is gathered at most. A call stays inside one stretch. */
  static final int STRETCH_BYTES = 1 << 18;

  private static final int READ_BYTES = 1 << 14;

  /** Whose pages are gathered; null if none are. */
  private @Nullable BlockFile file;

  /** Where the first of them stands in the file. */
  private long start;

  private int gatheredBytes;

  /** The pages, from index 0; null while there are none. */
  private @Nullable ByteBuffer gathered;

  private final BufferPool buffers;

  /** What is read from a file on its way to the heap, or null. */
  private @Nullable ByteBuffer passing;

  /** Gathers in buffers of a pool, each as long as a stretch. */
  WriteGatherer(BufferPool buffers) {
    this.buffers = buffers;
  }

  /** Takes bytes of a stretch. */
  synchronized void write(BlockFile target, long offset, byte[] source, int from, int length)
      throws IOException {
    boolean follows = file == target && offset >= start && offset <= start + gatheredBytes;
    if (!follows) {
      flush();
      file = target;
      start = offset;
    }
    if (gathered == null) {
      gathered = buffers.take();
    }
    int at = (int) (offset - start);
    gathered.put(at, source, from, length);
    gatheredBytes = Math.max(gatheredBytes, at + length);
    if ((start + gatheredBytes) % STRETCH_BYTES == 0) {
      // Nothing more can follow.
      flush();
    }
  }

  /** Reads bytes of a stretch back, those too that are still gathered. */
  synchronized void read(BlockFile source, long offset, byte[] target, int from, int length)
      throws IOException {
    long end = start + gatheredBytes;
    if (file == source && offset < end && offset + length > start) {
      if (offset >= start && offset + length <= end) {
        gathered.get((int) (offset - start), target, from, length);
        return;
      }
      flush();
    }
    if (passing == null) {
      passing = ByteBuffer.allocateDirect(READ_BYTES);
    }
    for (int done = 0; done < length; done += READ_BYTES) {
      int step = Math.min(length - done, READ_BYTES);
      passing.clear().limit(step);
      source.read(passing, offset + done);
      passing.get(0, target, from + done, step);
    }
  }

  /** Writes what is gathered to its file. After a failure nothing is gathered any more. */
  synchronized void flush() throws IOException {
    BlockFile target = file;
    if (target == null) {
      return;
    }
    ByteBuffer pages = gathered.limit(gatheredBytes);
    file = null;
    gathered = null;
    gatheredBytes = 0;
    try {
      target.write(pages, start);
    } finally {
      buffers.giveBack(pages);
    }
  }
}
