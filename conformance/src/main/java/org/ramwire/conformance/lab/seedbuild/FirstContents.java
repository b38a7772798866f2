package org.ramwire.conformance.lab.seedbuild;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.HeapMemory;
import org.ramwire.receiver.store.MemoryStore;

/** The content of each page as a stream first tells it, and as it tells it in the end. */
final class FirstContents implements MemoryStore {

  private final HeapMemory first;
  private final HeapMemory last;
  private final List<String> names = new ArrayList<>();

  private FirstContents(long maxBytes) {
    this.first = new HeapMemory(maxBytes);
    this.last = new HeapMemory(maxBytes);
  }

  static FirstContents of(byte[] stream, long maxBytes) throws IOException {
    FirstContents contents = new FirstContents(maxBytes);
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    ReaderOptions options =
        ReaderOptions.DEFAULT
            .withPageSize(SeedCapture.PAGE_SIZE)
            .withLimits(ReaderOptions.DEFAULT.limits().withMaxRamBytes(maxBytes));
    try (RamReceiver receiver =
        new RamReceiver(contents, SeedCapture.PAGE_SIZE, Strictness.STRICT)) {
      try {
        MigrationStreamReader.open(input, options, receiver).read();
      } catch (StreamException e) {
        throw receiver.firstFault(e);
      }
      receiver.finish(input.offset());
    }
    return contents;
  }

  /** Returns a block's first content, or null if the stream does not list the block. */
  byte @Nullable [] first(String idstr) {
    int index = names.indexOf(idstr);
    return index < 0 ? null : first.image(index);
  }

  /** Returns what a destination has in the end, or null if the stream does not list the block. */
  byte @Nullable [] last(String idstr) {
    int index = names.indexOf(idstr);
    return index < 0 ? null : last.image(index);
  }

  @Override
  public BlockMemory provide(RamBlock block, long totalBytes) {
    while (names.size() <= block.index()) {
      names.add("");
    }
    names.set(block.index(), block.idstr().toString());
    return new Block(first.provide(block, totalBytes), last.provide(block, totalBytes));
  }

  /** A block that keeps what is written to a page first beside what is written last. */
  private static final class Block implements BlockMemory {

    private final BlockMemory first;
    private final BlockMemory last;
    private final BitSet seen = new BitSet();

    Block(BlockMemory first, BlockMemory last) {
      this.first = first;
      this.last = last;
    }

    private synchronized boolean isFirst(long offset) {
      int page = (int) (offset / SeedCapture.PAGE_SIZE.bytes());
      boolean isFirst = !seen.get(page);
      seen.set(page);
      return isFirst;
    }

    @Override
    public void write(long offset, byte[] source, int from, int length) throws IOException {
      if (isFirst(offset)) {
        first.write(offset, source, from, length);
      }
      last.write(offset, source, from, length);
    }

    @Override
    public void read(long offset, byte[] target, int from, int length) throws IOException {
      last.read(offset, target, from, length);
    }

    @Override
    public void zero(long offset, int length) throws IOException {
      isFirst(offset);
      last.zero(offset, length);
    }
  }
}
