package org.ramwire.conformance.verify;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ramwire.codec.RamBlock;
import org.ramwire.conformance.cases.EncoderRound.DirtyRange;

/** A guest's memory as the files of an encoder's case hold it, read page by page. */
final class GuestRounds implements Closeable {

  private final Path folder;
  private final CaseDescription description;
  private final byte[] page;

  /** The file that holds a block now; a block without is all zero. */
  private final Map<Integer, FileChannel> files = new HashMap<>();

  /** Who takes the pages. */
  @FunctionalInterface
  interface Pages {

    /** Takes a page that the guest may have written; its bytes are lent for the call. */
    void page(RamBlock block, long offset, byte[] content) throws IOException;
  }

  GuestRounds(Path folder, CaseDescription description) {
    this.folder = folder;
    this.description = description;
    this.page = new byte[description.pageSize().bytes()];
  }

  /** Reads a round: all pages in the first, those that are dirty in a later one. */
  void read(int round, Pages pages) throws IOException {
    for (var image : description.rounds().images(round).entrySet()) {
      FileChannel old =
          files.put(image.getKey(), FileChannel.open(folder.resolve(image.getValue())));
      if (old != null) {
        old.close();
      }
    }
    if (round == 0) {
      for (RamBlock block : description.blocks()) {
        read(block, 0, block.usedLength(), pages);
      }
    } else {
      for (DirtyRange range : description.rounds().dirty(round)) {
        RamBlock block = description.blocks().get(range.block());
        read(block, range.offset(), range.offset() + range.length(), pages);
      }
    }
  }

  private void read(RamBlock block, long from, long to, Pages pages) throws IOException {
    FileChannel file = files.get(block.index());
    for (long offset = from; offset < to; offset += page.length) {
      if (file == null) {
        Arrays.fill(page, (byte) 0);
      } else {
        fill(file, offset);
      }
      pages.page(block, offset, page);
    }
  }

  private void fill(FileChannel file, long offset) throws IOException {
    ByteBuffer target = ByteBuffer.wrap(page);
    while (target.hasRemaining()) {
      if (file.read(target, offset + target.position()) < 0) {
        throw new EOFException("an image is shorter than its block");
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files.values()) {
      file.close();
    }
  }
}
