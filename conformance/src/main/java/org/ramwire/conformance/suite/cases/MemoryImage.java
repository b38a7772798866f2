package org.ramwire.conformance.suite.cases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.ramwire.conformance.files.FileFault;

/** The content of one block, described sparsely: pieces at offsets, the rest zero. Immutable. */
public final class MemoryImage {

  private final long lengthBytes;

  /** The pieces by their offset; none overlaps another. */
  private final NavigableMap<Long, byte[]> pieces;

  private MemoryImage(long lengthBytes, NavigableMap<Long, byte[]> pieces) {
    this.lengthBytes = lengthBytes;
    this.pieces = pieces;
  }

  /**
   * An image without a byte that is not zero.
   *
   * @param lengthBytes the block's length
   * @return the image
   */
  public static MemoryImage zero(long lengthBytes) {
    return new MemoryImage(lengthBytes, new TreeMap<>());
  }

  /**
   * An image that is all there.
   *
   * @param content every byte, copied
   * @return the image
   */
  public static MemoryImage of(byte[] content) {
    return zero(content.length).with(0, content);
  }

  /** An image of pieces that do not overlap; they are not copied. */
  public static MemoryImage of(long lengthBytes, NavigableMap<Long, byte[]> pieces) {
    return new MemoryImage(lengthBytes, pieces);
  }

  /**
   * Tells whether nothing but zero is described.
   *
   * @return true if there is no piece
   */
  public boolean blank() {
    return pieces.isEmpty();
  }

  /**
   * Returns how much is described.
   *
   * @return bytes of all pieces
   */
  public long contentBytes() {
    return pieces.values().stream().mapToLong(piece -> piece.length).sum();
  }

  /**
   * Tells whether another image describes the same pieces.
   *
   * @param other an image of the same block
   * @return true if the two hold the same bytes in the same pieces
   */
  public boolean sameAs(MemoryImage other) {
    return lengthBytes == other.lengthBytes
        && pieces.keySet().equals(other.pieces.keySet())
        && pieces.entrySet().stream()
            .allMatch(piece -> Arrays.equals(piece.getValue(), other.pieces.get(piece.getKey())));
  }

  /**
   * Adds a piece.
   *
   * @param offset where it starts
   * @param content its bytes, copied
   * @return an image that has it too
   * @throws IllegalArgumentException if it passes the end or overlaps another
   */
  public MemoryImage with(long offset, byte[] content) {
    Builder more = new Builder(lengthBytes);
    more.pieces.putAll(pieces);
    more.add(offset, content);
    return more.build();
  }

  /** An image that is put together piece by piece. */
  static final class Builder {

    private final long lengthBytes;
    private final NavigableMap<Long, byte[]> pieces = new TreeMap<>();

    Builder(long lengthBytes) {
      this.lengthBytes = lengthBytes;
    }

    /** Adds a piece, as {@link MemoryImage#with} does. */
    void add(long offset, byte[] content) {
      if (offset < 0 || content.length > lengthBytes - offset) {
        throw new IllegalArgumentException(
            content.length + " bytes at " + offset + " pass the end, " + lengthBytes);
      }
      Map.Entry<Long, byte[]> before = pieces.lowerEntry(offset + content.length);
      if (before != null && before.getKey() + before.getValue().length > offset) {
        throw new IllegalArgumentException(
            "bytes at " + offset + " overlap those at " + before.getKey());
      }
      if (content.length > 0) {
        pieces.put(offset, content.clone());
      }
    }

    MemoryImage build() {
      return new MemoryImage(lengthBytes, pieces);
    }
  }

  /**
   * Returns the block's length.
   *
   * @return bytes
   */
  public long lengthBytes() {
    return lengthBytes;
  }

  /**
   * Tells whether a range holds described content.
   *
   * @param offset where in the block; may lie outside
   * @param length how many bytes
   * @return false if the range is all zero because no piece reaches into it
   */
  public boolean touches(long offset, int length) {
    var last = pieces.lowerEntry(offset + length);
    return last != null && last.getKey() + last.getValue().length > offset;
  }

  /**
   * Copies content.
   *
   * @param offset where in the block
   * @param target takes the bytes from its index 0
   * @param length how many
   */
  public void copy(long offset, byte[] target, int length) {
    Arrays.fill(target, 0, length, (byte) 0);
    Long start = pieces.floorKey(offset);
    for (var piece : pieces.subMap(start == null ? offset : start, offset + length).entrySet()) {
      long from = Math.max(offset, piece.getKey());
      long to = Math.min(offset + length, piece.getKey() + piece.getValue().length);
      if (from < to) {
        int inPiece = (int) (from - piece.getKey());
        System.arraycopy(
            piece.getValue(), inPiece, target, (int) (from - offset), (int) (to - from));
      }
    }
  }

  /**
   * Writes the image as a file, with holes where nothing but zero is.
   *
   * @param file is created or replaced; a link is not followed
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      for (var piece : pieces.entrySet()) {
        ByteBuffer content = ByteBuffer.wrap(piece.getValue());
        long at = piece.getKey();
        while (content.hasRemaining()) {
          at += channel.write(content, at);
        }
      }
      if (channel.size() < lengthBytes) {
        channel.write(ByteBuffer.allocate(1), lengthBytes - 1);
      }
    } catch (IOException e) {
      throw FileFault.of(file, e);
    }
  }
}
