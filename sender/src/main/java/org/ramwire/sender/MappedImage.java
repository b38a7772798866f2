package org.ramwire.sender;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ramwire.format.PageSize;

/** A file mapped in segments, for a mapping has at most 2 GiB; writes stay in memory. */
final class MappedImage {

  private static final int SEGMENT_SHIFT = 30;
  private static final long SEGMENT_BYTES = 1L << SEGMENT_SHIFT;

  private final Path file;
  private final long lengthBytes;
  private final MappedByteBuffer[] segments;

  private MappedImage(Path file, long lengthBytes, MappedByteBuffer[] segments) {
    this.file = file;
    this.lengthBytes = lengthBytes;
    this.segments = segments;
  }

  static MappedImage of(Path file, PageSize pageSize) throws IOException {
    // PRIVATE wants a channel that could write, though nothing reaches the file.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long lengthBytes = channel.size();
      if (lengthBytes == 0 || !pageSize.aligned(lengthBytes)) {
        throw new IOException(
            file + " has " + lengthBytes + " bytes: not whole pages of " + pageSize.bytes());
      }
      MappedByteBuffer[] segments =
          new MappedByteBuffer[(int) ((lengthBytes + SEGMENT_BYTES - 1) >>> SEGMENT_SHIFT)];
      for (int i = 0; i < segments.length; i++) {
        long from = (long) i << SEGMENT_SHIFT;
        long length = Math.min(SEGMENT_BYTES, lengthBytes - from);
        segments[i] = channel.map(MapMode.PRIVATE, from, length);
      }
      return new MappedImage(file, lengthBytes, segments);
    }
  }

  long lengthBytes() {
    return lengthBytes;
  }

  void read(long offset, byte[] target, int from, int length) throws IOException {
    try {
      int done = 0;
      while (done < length) {
        int at = (int) ((offset + done) & (SEGMENT_BYTES - 1));
        int step = (int) Math.min(length - done, SEGMENT_BYTES - at);
        segment(offset + done).get(at, target, from + done, step);
        done += step;
      }
    } catch (InternalError e) {
      throw vanished(offset, e);
    }
  }

  void write(long offset, byte[] source, int from, int length) throws IOException {
    try {
      int done = 0;
      while (done < length) {
        int at = (int) ((offset + done) & (SEGMENT_BYTES - 1));
        int step = (int) Math.min(length - done, SEGMENT_BYTES - at);
        segment(offset + done).put(at, source, from + done, step);
        done += step;
      }
    } catch (InternalError e) {
      throw vanished(offset, e);
    }
  }

  private MappedByteBuffer segment(long offset) {
    return segments[(int) (offset >>> SEGMENT_SHIFT)];
  }

  /** The JVM reports a page of a mapping that has no file behind it any more as its own error. */
  private IOException vanished(long offset, InternalError fault) {
    return new IOException(
        file + " cannot be read at 0x" + Long.toHexString(offset) + ": was it shortened?", fault);
  }
}
