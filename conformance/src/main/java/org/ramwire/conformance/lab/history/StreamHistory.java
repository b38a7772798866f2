package org.ramwire.conformance.lab.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.source.StreamSource;
import org.ramwire.format.PageSize;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.HeapMemory;
import org.ramwire.receiver.store.MemoryStore;

/**
 * The history that a stream with several rounds tells: each page that comes again, against what it
 * held before. The first time that a page comes is not in it. A round ends where a page comes again
 * in it.
 */
public final class StreamHistory {

  private StreamHistory() {}

  /**
   * Reads a stream.
   *
   * @param source the stream, which stays open
   * @param options how to read it
   * @param maxPages how many pages the history has at most
   * @param maxMemoryBytes refuse a stream that takes more memory
   * @param name what reports call the history
   * @return the history
   * @throws IOException if the stream cannot be read or breaks off
   * @throws HistoryException if no page comes twice
   */
  public static PageHistory read(
      StreamSource source, ReaderOptions options, int maxPages, long maxMemoryBytes, String name)
      throws IOException {
    Collecting memory = new Collecting(options.pageSize(), maxPages, maxMemoryBytes);
    try (RamReceiver receiver = new RamReceiver(memory, options.pageSize(), options.strictness())) {
      StreamInput input = new StreamInput(source.channel());
      MigrationStreamReader.open(input, options, receiver).read();
      receiver.finish(input.offset());
      if (memory.collector.found() == 0) {
        throw new HistoryException(
            name + ": no page comes twice, so the stream has one round only; expected two or more");
      }
      return memory.collector.history(name, "a stream, each page against the page before it");
    }
  }

  /** Guest memory that collects each page which comes again. */
  private static final class Collecting implements MemoryStore {

    private final HeapMemory memory;
    private final PageSize pageSize;
    private final HistoryCollector collector;
    private final List<BitSet> ofRound = new ArrayList<>();
    private int round = 1;

    Collecting(PageSize pageSize, int maxPages, long maxMemoryBytes) {
      this.memory = new HeapMemory(maxMemoryBytes);
      this.pageSize = pageSize;
      this.collector = new HistoryCollector(pageSize, maxPages);
    }

    @Override
    public BlockMemory provide(RamBlock block, long totalBytes) {
      BitSet seen = new BitSet();
      ofRound.add(seen);
      return new CollectingBlock(memory.provide(block, totalBytes), seen);
    }

    @Override
    public void close() throws IOException {
      memory.close();
    }

    /** Marks a page as come in this round; one that has come already starts the next. */
    private void mark(BitSet seen, int page) {
      if (seen.get(page)) {
        round++;
        ofRound.forEach(BitSet::clear);
      }
      seen.set(page);
    }

    private final class CollectingBlock implements BlockMemory {

      private final BlockMemory block;
      private final BitSet seen;
      private final BitSet ever = new BitSet();
      private final byte[] old = new byte[pageSize.bytes()];
      private final byte[] zeroes = new byte[pageSize.bytes()];

      CollectingBlock(BlockMemory block, BitSet seen) {
        this.block = block;
        this.seen = seen;
      }

      @Override
      public void write(long offset, byte[] source, int from, int length) throws IOException {
        for (int at = 0; at < length; at += old.length) {
          collect(offset + at, source, from + at);
        }
        block.write(offset, source, from, length);
      }

      private void collect(long offset, byte[] source, int from) throws IOException {
        int page = Math.toIntExact(offset / old.length);
        mark(seen, page);
        if (ever.get(page)) {
          block.read(offset, old, 0, old.length);
          collector.add(round - 1, old, 0, source, from);
        }
        ever.set(page);
      }

      @Override
      public void read(long offset, byte[] target, int from, int length) throws IOException {
        block.read(offset, target, from, length);
      }

      @Override
      public void zero(long offset, int length) throws IOException {
        for (int at = 0; at < length; at += old.length) {
          collect(offset + at, zeroes, 0);
        }
        block.zero(offset, length);
      }
    }
  }
}
