package org.ramwire.receiver.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ramwire.codec.RamBlock;

/**
 * Guest memory in files, one {@code <index>.img} for each block: sparse where nothing but zero has
 * been written, of any length.
 *
 * <p>Pages that follow one another are gathered and written together. Buffers and notes of what is
 * written stay under 2 MiB whatever the stream claims and in however many lists, beside some
 * hundred bytes for each block; no more than 64 files are open at once. A guest's memory is
 * private: only its owner may read what is made. Thread-safe for disjoint pages, as {@link
 * BlockMemory} says; a thread that is interrupted in a call may close a file for all.
 */
public final class FileMemory implements MemoryStore {

  /** How many ranges are told apart as written or not, over all blocks: half a megabyte of bits. */
  static final long MAX_RANGES = 1L << 22;

  private static final int MIN_RANGE_SHIFT = 12;

  /** How many threads may write at once, at best; a megabyte of buffers. */
  private static final int GATHERERS = 4;

  private final Path directory;
  private final Path shown;
  private final OpenFiles files = new OpenFiles();
  private final BufferPool buffers = new BufferPool(WriteGatherer.STRETCH_BYTES);
  private final WriteGatherer[] gatherers =
      Stream.generate(() -> new WriteGatherer(buffers))
          .limit(GATHERERS)
          .toArray(WriteGatherer[]::new);
  private final List<FileBlock> blocks = new ArrayList<>();

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
  public synchronized BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    // The seed's build takes pages after the used length too, up to the maximum.
    long lengthBytes = block.maxLength();
    providedBytes = saturated(providedBytes + lengthBytes);
    // The seed's build takes many lists, each with a total of its own.
    widenRanges(Math.max(totalBytes, providedBytes));
    String name = imageName(block.index());
    BlockFile file =
        BlockFile.create(files, directory.resolve(name), shown.resolve(name), lengthBytes);
    FileBlock memory = new FileBlock(block, file, gatherers, rangeShift);
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
        block.written().widen(rangeShift);
      }
    }
  }

  /** Returns how many ranges are told apart: one bit each. */
  synchronized long ranges() {
    return blocks.stream().mapToLong(block -> block.written().count()).sum();
  }

  @Override
  public synchronized void finish() throws IOException {
    for (WriteGatherer gatherer : gatherers) {
      gatherer.flush();
    }
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
}
