package org.ramwire.conformance.harness.judge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.Clause;
import org.ramwire.format.LimitExceededException;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.MemoryStore;

/**
 * Memory of which only the pages take room that are not zero, up to a bound. Thread-safe: its lock
 * is the memory's.
 */
final class ReceivedPages implements MemoryStore {

  private final int pageBytes;
  private final long maxPages;
  private final byte[] zero;
  private final List<PageMap> blocks = new ArrayList<>();
  private long pages;

  ReceivedPages(int pageBytes, long maxBytes) {
    this.pageBytes = pageBytes;
    this.maxPages = maxBytes / pageBytes;
    this.zero = new byte[pageBytes];
  }

  @Override
  public synchronized BlockMemory provide(RamBlock block, long totalBytes) {
    while (blocks.size() <= block.index()) {
      blocks.add(new PageMap());
    }
    return blocks.get(block.index());
  }

  /** Copies a page that a stream has brought. */
  synchronized void copy(int block, long offset, byte[] target) {
    blocks.get(block).read(offset, target, 0, pageBytes);
  }

  /** The pages of a block by their offset; every access is one page. */
  private final class PageMap implements BlockMemory {

    private final Map<Long, byte[]> content = new HashMap<>();

    @Override
    public void write(long offset, byte[] source, int from, int length) throws IOException {
      if (Arrays.equals(source, from, from + length, zero, 0, length)) {
        zero(offset, length);
        return;
      }
      byte[] page = Arrays.copyOfRange(source, from, from + length);
      synchronized (ReceivedPages.this) {
        byte[] old = content.put(offset, page);
        if (old == null && ++pages > maxPages) {
          throw new LimitExceededException(
              Clause.LIMIT_RAM_BYTES, 0, "the stream brings more pages than the guest ever had");
        }
      }
    }

    @Override
    public void read(long offset, byte[] target, int from, int length) {
      synchronized (ReceivedPages.this) {
        System.arraycopy(content.getOrDefault(offset, zero), 0, target, from, length);
      }
    }

    @Override
    public void zero(long offset, int length) {
      synchronized (ReceivedPages.this) {
        if (content.remove(offset) != null) {
          pages--;
        }
      }
    }
  }
}
