package org.ramwire.sender.memory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.ramwire.format.PageSize;

/**
 * A file mapped in segments, for a mapping has at most 2 GiB; writes stay in memory.
 *
 * <p>If the file is shortened meanwhile, the JVM reports a read after its end late, or as zeroes.
 * So {@link #requireWhole} asks for its length before what was read is relied on.
 */
final class MappedImage implements Closeable {

  private static final int SEGMENT_SHIFT = 30;
  private static final long SEGMENT_BYTES = 1L << SEGMENT_SHIFT;

  private final Path file;
  private final FileChannel channel;
  private final long lengthBytes;
  private final MappedByteBuffer[] segments;

  /** The same segments, with positions that the sender moves. */
  private final ByteBuffer[] lent;

  private MappedImage(
      Path file, FileChannel channel, long lengthBytes, MappedByteBuffer[] segments) {
    this.file = file;
    this.channel = channel;
    this.lengthBytes = lengthBytes;
    this.segments = segments;
    this.lent = new ByteBuffer[segments.length];
    Arrays.setAll(lent, i -> segments[i].duplicate());
  }

  static MappedImage of(Path file, PageSize pageSize) throws IOException {
    try {
      // PRIVATE wants a channel that could write, though nothing reaches the file.
      return of(
          file,
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
          MapMode.PRIVATE,
          pageSize);
    } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
      return of(file, FileChannel.open(file, StandardOpenOption.READ), MapMode.READ_ONLY, pageSize);
    }
  }

  private static MappedImage of(Path file, FileChannel channel, MapMode mode, PageSize pageSize)
      throws IOException {
    try {
      long lengthBytes = channel.size();
      if (lengthBytes == 0 || !pageSize.aligned(lengthBytes)) {
        throw new IOException(
            file + " has " + lengthBytes + " bytes: not whole pages of " + pageSize.bytes());
      }
      MappedByteBuffer[] segments =
          new MappedByteBuffer[(int) ((lengthBytes + SEGMENT_BYTES - 1) >>> SEGMENT_SHIFT)];
      for (int i = 0; i < segments.length; i++) {
        long from = (long) i << SEGMENT_SHIFT;
        segments[i] = channel.map(mode, from, Math.min(SEGMENT_BYTES, lengthBytes - from));
      }
      return new MappedImage(file, channel, lengthBytes, segments);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** Fails if the file has become shorter than what is mapped of it. */
  void requireWhole() throws IOException {
    if (channel.size() < lengthBytes) {
      throw new IOException(
          file + " was shortened from " + lengthBytes + " to " + channel.size() + " bytes");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  long lengthBytes() {
    return lengthBytes;
  }

  /** Shows a page, which lies in one segment: both are powers of two. */
  void lend(long offset, PageView view) {
    view.lend(lent[(int) (offset >>> SEGMENT_SHIFT)], (int) (offset & (SEGMENT_BYTES - 1)));
  }

  void read(long offset, byte[] target, int from, int length) {
    int done = 0;
    while (done < length) {
      int at = (int) ((offset + done) & (SEGMENT_BYTES - 1));
      int step = (int) Math.min(length - done, SEGMENT_BYTES - at);
      segment(offset + done).get(at, target, from + done, step);
      done += step;
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
    } catch (ReadOnlyBufferException e) {
      throw new IOException(file + " may only be read, so its memory cannot be written", e);
    }
  }

  private MappedByteBuffer segment(long offset) {
    return segments[(int) (offset >>> SEGMENT_SHIFT)];
  }
}
