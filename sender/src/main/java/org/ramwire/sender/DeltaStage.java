package org.ramwire.sender;

import java.io.IOException;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.xbzrle.PageCache;
import org.ramwire.xbzrle.XbzrleEncoder;

/**
 * The XBZRLE part of a sender: the cache of sent pages and the deltas against it (RAM-053). Not
 * thread-safe, but for {@link #resizeCache}.
 */
final class DeltaStage {

  /** What has become of a page. */
  enum Outcome {
    /** An XBZRLE record has gone. */
    SENT,
    /** The destination has the page as it is: nothing has gone. */
    UNCHANGED,
    /** The page has to go as PAGE, with the bytes that the view shows now. */
    NOT_ENCODED
  }

  private final PageCache cache;
  private final XbzrleEncoder encoder;
  private final RamRecordWriter writer;
  private final Counters counters;
  private final boolean countsAsSeed;
  private final byte[] current;
  private final byte[] deltaBytes;

  /** The delta by its length, so that none is made for a page; filled as lengths come up. */
  private final Bytes[] deltas;

  DeltaStage(SenderOptions options, RamRecordWriter writer, Counters counters) {
    int pageBytes = options.pageSize().bytes();
    this.cache = new PageCache(options.pageSize(), options.xbzrleCacheBytes());
    this.encoder = new XbzrleEncoder(options.pageSize());
    this.writer = writer;
    this.counters = counters;
    this.countsAsSeed = options.profile() == SenderProfile.SEED;
    this.current = new byte[pageBytes];
    this.deltaBytes = new byte[pageBytes];
    this.deltas = new Bytes[pageBytes + 1];
  }

  long resizeCache(long bytes) {
    return cache.resize(bytes);
  }

  long cacheBytes() {
    return cache.sizeBytes();
  }

  /** Takes note of a page that has gone as ZERO: what the cache held of it is stale now. */
  void zeroPageSent(SendBlock block, long page) {
    cache.insertZero(block.address(page), counters.dirtySyncCount.value());
  }

  /** Takes note of a page that a hook's transport has taken: nobody knows with which content. */
  void pageTaken(SendBlock block, long page) {
    cache.forget(block.address(page));
  }

  /** Drops every page. */
  void forgetAll() {
    cache.clear();
  }

  /**
   * Sends a page as a delta if the cache has its old content, and has the cache keep the new one.
   * In the last stage nothing is kept: nobody will ask for it.
   */
  Outcome send(SendBlock block, long page, PageView view, boolean lastStage) throws IOException {
    long address = block.address(page);
    long syncCount = counters.dirtySyncCount.value();
    byte[] cached = cache.find(address, syncCount);
    if (cached == null) {
      counters.xbzrleCacheMisses.add(1);
      if (!lastStage) {
        byte[] copy = cache.insert(address, view.array(), view.from(), syncCount);
        if (copy != null) {
          // What goes and what the cache holds have to be the same, whatever the guest does.
          view.lend(copy, 0);
        }
      }
      return Outcome.NOT_ENCODED;
    }
    view.copyTo(current, 0);
    int length = encoder.encode(cached, 0, current, 0, deltaBytes, 0, current.length);
    if (!countsAsSeed) {
      counters.xbzrlePages.add(1);
    }
    if (length == XbzrleEncoder.UNCHANGED) {
      return Outcome.UNCHANGED;
    }
    if (!lastStage) {
      System.arraycopy(current, 0, cached, 0, current.length);
    }
    if (length == XbzrleEncoder.OVERFLOW) {
      counters.xbzrleOverflows.add(1);
      if (!countsAsSeed) {
        counters.xbzrleBytes.add(current.length);
      }
      view.lend(current, 0);
      return Outcome.NOT_ENCODED;
    }
    writer.xbzrle(block.wire, block.pageOffset(page), delta(length));
    if (countsAsSeed) {
      counters.xbzrlePages.add(1);
    }
    return Outcome.SENT;
  }

  private Bytes delta(int length) {
    if (deltas[length] == null) {
      deltas[length] = Bytes.of(deltaBytes, 0, length);
    }
    return deltas[length];
  }
}
