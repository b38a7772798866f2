package org.ramwire.conformance.harness.judge;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.LongStream;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.suite.cases.MemoryImage;

/**
 * The comparison of an image file with what it should hold.
 *
 * <p>Images up to 1 GiB are compared whole. Of larger ones, which are mostly holes that cost a read
 * all the same, these ranges are: where content is expected, where an offset cut to 31 or 32 bits
 * would have put it, and the last page of every 256 KiB.
 */
final class ImageComparison {

  private static final int CHUNK_BYTES = 1 << 18;
  private static final long WHOLE_BYTES = 1L << 30;
  private static final int SHOWN_BYTES = 8;

  private final RamBlock block;
  private final int pageBytes;
  private final MemoryImage expected;
  private final byte[] wanted = new byte[CHUNK_BYTES];
  private final byte[] found = new byte[CHUNK_BYTES];
  private long differingPages;
  private ImageDifference first;

  ImageComparison(RamBlock block, int pageBytes, MemoryImage expected) {
    this.block = block;
    this.pageBytes = pageBytes;
    this.expected = expected;
  }

  /** Finds the first difference; the file has the right length. */
  Optional<ImageDifference> compare(Path file) throws IOException {
    try (FileChannel content = FileChannel.open(file)) {
      for (long at = 0; at < expected.lengthBytes(); at += CHUNK_BYTES) {
        long left = expected.lengthBytes() - at;
        if (left <= CHUNK_BYTES || whole(at)) {
          compare(content, at, (int) Math.min(CHUNK_BYTES, left));
        } else {
          // Not the first page: next to a chunk that was read whole, it would look like sequential
          // reading, and the system would read ahead through all the holes.
          compare(content, at + CHUNK_BYTES - pageBytes, pageBytes);
        }
      }
    }
    return Optional.ofNullable(first).map(this::withCount);
  }

  private void compare(FileChannel content, long at, int length) throws IOException {
    expected.copy(at, wanted, length);
    read(content, at, length);
    if (Arrays.mismatch(wanted, 0, length, found, 0, length) >= 0) {
      comparePages(at, length);
    }
  }

  private boolean whole(long at) {
    return expected.lengthBytes() <= WHOLE_BYTES
        || LongStream.of(0, 1L << 31, -1L << 31, 1L << 32, -1L << 32)
            .anyMatch(distance -> expected.touches(at + distance, CHUNK_BYTES));
  }

  private void read(FileChannel content, long at, int length) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(found, 0, length);
    while (target.hasRemaining()) {
      if (content.read(target, at + target.position()) < 0) {
        throw new EOFException("an image became shorter while it was compared");
      }
    }
  }

  private void comparePages(long at, int length) {
    for (int page = 0; page < length; page += pageBytes) {
      int end = Math.min(page + pageBytes, length);
      int mismatch = Arrays.mismatch(wanted, page, end, found, page, end);
      if (mismatch >= 0) {
        differingPages++;
        if (first == null) {
          first = difference(at, page, page + mismatch, end);
        }
      }
    }
  }

  private ImageDifference difference(long at, int page, int mismatch, int end) {
    int shown = Math.min(SHOWN_BYTES, end - mismatch);
    HexFormat hex = HexFormat.ofDelimiter(" ");
    return new ImageDifference(
        block.idstr().toString(),
        at + page,
        at + mismatch,
        hex.formatHex(wanted, mismatch, mismatch + shown),
        hex.formatHex(found, mismatch, mismatch + shown),
        0);
  }

  private ImageDifference withCount(ImageDifference one) {
    return new ImageDifference(
        one.block(),
        one.pageOffset(),
        one.byteOffset(),
        one.expected(),
        one.found(),
        differingPages);
  }
}
