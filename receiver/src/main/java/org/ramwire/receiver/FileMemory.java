package org.ramwire.receiver;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/**
 * Guest memory in files, one {@code <index>.img} for each block: sparse where nothing but zero has
 * been written, of any length.
 *
 * <p>Pages that follow one another are gathered in one buffer and written together. Heap and
 * buffers stay under 2 MiB whatever the stream claims. Not thread-safe.
 */
public final class FileMemory implements GuestMemory {

  private static final int BUFFER_BYTES = 1 << 18;

  /** How many ranges are told apart as written or not, over all blocks. */
  private static final long MAX_RANGES = 1L << 22;

  private static final byte[] ZEROES = new byte[PageSize.MAX_BYTES];

  private static final int MIN_RANGE_SHIFT = 12;

  private final Path directory;
  private final List<FileBlock> blocks = new ArrayList<>();
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /** The block that the gathered bytes belong to, or null. */
  private FileBlock gatheredBlock;

  private long gatheredOffset;

  /**
   * Writes images into a directory.
   *
   * @param directory exists
   */
  public FileMemory(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns the name of a block's image.
   *
   * @param index the block's index
   * @return a file name
   */
  public static String imageName(int index) {
    return index + ".img";
  }

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    Path file = directory.resolve(imageName(block.index()));
    FileBlock memory = new FileBlock(file, block, rangeShift(totalBytes));
    blocks.add(memory);
    return memory;
  }

  private static int rangeShift(long totalBytes) {
    int shift = MIN_RANGE_SHIFT;
    while (totalBytes >>> shift > MAX_RANGES) {
      shift++;
    }
    return shift;
  }

  @Override
  public void finish() throws IOException {
    writeGathered();
    for (FileBlock block : blocks) {
      block.endAtUsedLength();
    }
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    for (FileBlock block : blocks) {
      try {
        block.channel.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void writeGathered() throws IOException {
    FileBlock block = gatheredBlock;
    if (block == null) {
      return;
    }
    gatheredBlock = null;
    gathered.flip();
    long at = gatheredOffset;
    try {
      while (gathered.hasRemaining()) {
        at += block.channel.write(gathered, at);
      }
    } finally {
      gathered.clear();
    }
  }

  private final class FileBlock implements BlockMemory {

    private final FileChannel channel;
    private final RamBlock block;
    private final int rangeShift;

    /** The ranges of the file that hold more than a hole. */
    private final BitSet written = new BitSet();

    FileBlock(Path file, RamBlock block, int rangeShift) throws IOException {
      this.block = block;
      this.rangeShift = rangeShift;
      // The seed's build takes pages behind the used length too, up to the maximum.
      long lengthBytes = block.maxLength();
      channel = FileChannel.open(file, CREATE, SPARSE, READ, WRITE);
      try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
        sized.setLength(lengthBytes);
      } catch (IOException e) {
        channel.close();
        throw new IOException(
            "no file of " + lengthBytes + " bytes at " + file + ": " + e.getMessage(), e);
      }
    }

    void endAtUsedLength() throws IOException {
      if (block.maxLength() > block.usedLength()) {
        channel.truncate(block.usedLength());
      }
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int step = Math.min(length - done, BUFFER_BYTES);
        gather(offset + done, source, from + done, step);
        done += step;
      }
    }

    private void gather(long offset, byte[] source, int from, int length) throws IOException {
      boolean follows =
          gatheredBlock == this
              && offset == gatheredOffset + gathered.position()
              && gathered.remaining() >= length;
      if (!follows) {
        writeGathered();
        gatheredBlock = this;
        gatheredOffset = offset;
      }
      gathered.put(source, from, length);
      written.set(range(offset), range(offset + length - 1) + 1);
    }

    @Override
    public void read(long offset, byte[] target, int from, int length) throws IOException {
      if (!mayHoldBytes(offset, length)) {
        Arrays.fill(target, from, from + length, (byte) 0);
        return;
      }
      if (gatheredBlock == this) {
        writeGathered();
      }
      ByteBuffer into = ByteBuffer.wrap(target, from, length);
      while (into.hasRemaining()) {
        int read = channel.read(into, offset + into.position() - from);
        if (read < 0) {
          throw new IOException("an image was shortened while it was written");
        }
      }
    }

    @Override
    public void zero(long offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int step = Math.min(length - done, ZEROES.length);
        if (mayHoldBytes(offset + done, step)) {
          write(offset + done, ZEROES, 0, step);
        }
        done += step;
      }
    }

    private boolean mayHoldBytes(long offset, int length) {
      int last = range(offset + length - 1);
      for (int range = range(offset); range <= last; range++) {
        if (written.get(range)) {
          return true;
        }
      }
      return false;
    }

    private int range(long offset) {
      return (int) (offset >>> rangeShift);
    }
  }
}
