package org.ramwire.receiver.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/**
 * Guest memory in files, one {@code <index>.img} for each block: sparse where nothing but zero has
 * been written, of any length.
 *
 * <p>Pages that follow one another are gathered in one buffer and written together. Buffers and
 * notes of what is written stay under 2 MiB whatever the stream claims and in however many lists,
 * beside some hundred bytes for each block; no more than 64 files are open at once. A guest's
 * memory is private: only its owner may read what is made. Not thread-safe.
 */
public final class FileMemory implements MemoryStore {

  private static final int BUFFER_BYTES = 1 << 18;

  /** How many ranges are told apart as written or not, over all blocks: half a megabyte of bits. */
  static final long MAX_RANGES = 1L << 22;

  private static final byte[] ZEROES = new byte[PageSize.MAX_BYTES];

  private static final int MIN_RANGE_SHIFT = 12;

  private static final Set<OpenOption> FRESH = Set.of(CREATE_NEW, SPARSE, READ, WRITE);

  private static final FileAttribute<?>[] OWNERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final Path directory;
  private final Path shown;
  private final OpenFiles files = new OpenFiles();
  private final List<FileBlock> blocks = new ArrayList<>();
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /** The block that the gathered bytes belong to, or null. */
  private @Nullable FileBlock gatheredBlock;

  private long gatheredOffset;

  /** What all blocks so far are long together, whatever their lists claim. */
  private long providedBytes;

  /** The size of a range of every block, as a power of two. */
  private int rangeShift = MIN_RANGE_SHIFT;

  /**
   * Writes images into a directory.
   *
   * @param directory exists; holds no image yet
   */
  public FileMemory(Path directory) {
    this(directory, directory);
  }

  /**
   * Writes images into a directory that will have another name.
   *
   * @param directory exists; holds no image yet
   * @param shown what messages call it
   */
  public FileMemory(Path directory, Path shown) {
    this.directory = directory;
    this.shown = shown;
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
    providedBytes = saturated(providedBytes + block.maxLength());
    // The seed's build takes many lists, each with a total of its own.
    widenRanges(Math.max(totalBytes, providedBytes));
    FileBlock memory = new FileBlock(block);
    blocks.add(memory);
    return memory;
  }

  private static long saturated(long sum) {
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private void widenRanges(long totalBytes) {
    int before = rangeShift;
    while (totalBytes >>> rangeShift > MAX_RANGES) {
      rangeShift++;
    }
    if (rangeShift > before) {
      for (FileBlock block : blocks) {
        block.widenRanges(rangeShift - before);
      }
    }
  }

  /** Returns how many ranges are told apart: one bit each. */
  long ranges() {
    return blocks.stream().mapToLong(block -> block.written.size()).sum();
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
    try {
      files.close();
    } catch (IOException e) {
      throw new IOException(shown + ": " + e.getMessage(), e);
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
        at += block.channel().write(gathered, at);
      }
    } catch (IOException e) {
      throw block.fault(e);
    } finally {
      gathered.clear();
    }
  }

  private final class FileBlock implements BlockMemory {

    private final Path file;
    private final RamBlock block;

    /** The ranges of the file that hold more than a hole. */
    private BitSet written;

    FileBlock(RamBlock block) throws IOException {
      this.file = directory.resolve(imageName(block.index()));
      this.block = block;
      this.written = noRanges();
      // The seed's build takes pages after the used length too, up to the maximum.
      long lengthBytes = block.maxLength();
      try {
        files.add(file, FileChannel.open(file, FRESH, OWNERS));
      } catch (IOException e) {
        throw fault(e);
      }
      try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
        sized.setLength(lengthBytes);
      } catch (IOException e) {
        throw new IOException(
            "no file of " + lengthBytes + " bytes at " + shownFile() + ": " + e.getMessage(), e);
      }
    }

    /** Makes room for all ranges at once: a set that grows takes up to twice as much. */
    private BitSet noRanges() {
      return new BitSet(range(block.maxLength()) + 1);
    }

    void widenRanges(int shifts) {
      BitSet narrow = written;
      written = noRanges();
      for (int i = narrow.nextSetBit(0); i >= 0; i = narrow.nextSetBit(i + 1)) {
        written.set(i >>> shifts);
      }
    }

    FileChannel channel() throws IOException {
      return files.channel(file);
    }

    private Path shownFile() {
      return shown.resolve(imageName(block.index()));
    }

    /** Names the file: the system tells the reason alone. */
    IOException fault(IOException failure) {
      String reason =
          failure instanceof FileSystemException known
              ? known.getReason() == null ? known.getClass().getSimpleName() : known.getReason()
              : String.valueOf(failure.getMessage());
      FileSystemException named = new FileSystemException(shownFile().toString(), null, reason);
      named.initCause(failure);
      return named;
    }

    void endAtUsedLength() throws IOException {
      if (block.maxLength() > block.usedLength()) {
        try {
          channel().truncate(block.usedLength());
        } catch (IOException e) {
          throw fault(e);
        }
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
      try {
        while (into.hasRemaining()) {
          int read = channel().read(into, offset + into.position() - from);
          if (read < 0) {
            throw new IOException("the image was shortened while it was written");
          }
        }
      } catch (IOException e) {
        throw fault(e);
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
