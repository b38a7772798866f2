package org.ramwire.receiver.store;

import java.io.IOException;
import java.util.Arrays;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/** A block of memory in a file. */
final class FileBlock implements BlockMemory {

  private static final byte[] ZEROES = new byte[PageSize.MAX_BYTES];

  private static final int STRETCH_BYTES = WriteGatherer.STRETCH_BYTES;

  private final RamBlock block;
  private final BlockFile file;

  /** Those of the store: a stretch of the file has one of them. */
  private final WriteGatherer[] gatherers;

  private final WrittenRanges written;

  FileBlock(RamBlock block, BlockFile file, WriteGatherer[] gatherers, int rangeShift) {
    this.block = block;
    this.file = file;
    this.gatherers = gatherers;
    this.written = new WrittenRanges(block.maxLength(), rangeShift);
  }

  WrittenRanges written() {
    return written;
  }

  /** Ends the file where the block ends. What is gathered has been written. */
  void endAtUsedLength() throws IOException {
    if (block.maxLength() > block.usedLength()) {
      file.truncate(block.usedLength());
    }
  }

  @Override
  public void write(long offset, byte[] source, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, leftInStretch(offset + done));
      gatherer(offset + done).write(file, offset + done, source, from + done, step);
      done += step;
    }
    written.mark(offset, length);
  }

  @Override
  public void read(long offset, byte[] target, int from, int length) throws IOException {
    if (!written.mayHoldBytes(offset, length)) {
      Arrays.fill(target, from, from + length, (byte) 0);
      return;
    }
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, leftInStretch(offset + done));
      gatherer(offset + done).read(file, offset + done, target, from + done, step);
      done += step;
    }
  }

  @Override
  public void zero(long offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, ZEROES.length);
      if (written.mayHoldBytes(offset + done, step)) {
        write(offset + done, ZEROES, 0, step);
      }
      done += step;
    }
  }

  private static int leftInStretch(long offset) {
    return STRETCH_BYTES - (int) (offset % STRETCH_BYTES);
  }

  private WriteGatherer gatherer(long offset) {
    // Neighbours of one block have different ones, and so do the beginnings of small blocks.
    return gatherers[(int) ((offset / STRETCH_BYTES + block.index()) % gatherers.length)];
  }
}
