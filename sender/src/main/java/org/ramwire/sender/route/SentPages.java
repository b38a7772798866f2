package org.ramwire.sender.route;

import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.count.Counters;
import org.ramwire.xbzrle.PageCache;

/**
 * The cache of sent pages, with the sender's keys and its time (RAM-053). Without XBZRLE it holds
 * nothing. Not thread-safe, but for {@link #resize} and {@link #sizeBytes}.
 */
final class SentPages {

  /** Null without XBZRLE. */
  private final PageCache cache;

  private final Counters counters;

  SentPages(SenderOptions options, Counters counters) {
    this.cache =
        options.xbzrle() ? new PageCache(options.pageSize(), options.xbzrleCacheBytes()) : null;
    this.counters = counters;
  }

  /** Returns what the destination has of a page, or null. The array may be overwritten. */
  byte[] find(FoundPage page) {
    return cache.find(page.address(), syncCount());
  }

  /** Returns an array that is to be filled with a page, or null if its slot is not to be had. */
  byte[] claim(FoundPage page) {
    return cache.claim(page.address(), syncCount());
  }

  /** Takes note of a page that has gone as ZERO: what the cache held of it is stale now. */
  void keepZero(FoundPage page) {
    if (cache != null) {
      cache.insertZero(page.address(), syncCount());
    }
  }

  /** Takes note of a page that has gone another way: nobody knows with which content. */
  void forget(FoundPage page) {
    if (cache != null) {
      cache.forget(page.address());
    }
  }

  /** Drops every page. */
  void forgetAll() {
    if (cache != null) {
      cache.clear();
    }
  }

  private long syncCount() {
    return counters.dirtySyncCount.value();
  }

  long resize(long bytes) {
    if (cache == null) {
      throw new IllegalStateException("the sender does not use XBZRLE");
    }
    return cache.resize(bytes);
  }

  long sizeBytes() {
    return cache == null ? 0 : cache.sizeBytes();
  }
}
