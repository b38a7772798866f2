package org.ramwire.sender;

/**
 * What a sender has done so far, each number with the seed's own meaning.
 *
 * @param pageBytes the page size
 * @param transferredBytes bytes of page records, and 8 for each PART's EOS; neither START nor END's
 *     EOS nor the container
 * @param remainingBytes pages that are dirty as far as is known
 * @param totalBytes the blocks' used lengths together
 * @param duplicatePages pages that went as ZERO
 * @param skippedPages always 0: pages that turned out unchanged are counted nowhere
 * @param normalPages pages that went as PAGE; with the seed's profile also as COMPRESS_PAGE
 * @param compressedPages pages that went as COMPRESS_PAGE
 * @param iterations pages sent in rounds, without those of the last stage
 * @param xbzrleBytes bytes of XBZRLE records; with QEMU 7.2's profile without their be64, and a
 *     page for each overflow
 * @param xbzrlePages XBZRLE records; with QEMU 7.2's profile also overflows and unchanged pages
 * @param xbzrleCacheMisses pages that were not in the cache
 * @param xbzrleCacheMissRate misses by iterations of the last period of more than a second; 0
 *     before
 * @param xbzrleOverflows pages whose delta did not fit
 * @param xbzrleCacheBytes the cache's size; 0 without XBZRLE
 * @param dirtySyncCount syncs of the dirty log, the first at setup
 * @param dirtyPagesRate pages dirtied a second, over the last period of more than a second
 * @param throttlePercent how much the guest is slowed down
 */
public record SenderStatistics(
    int pageBytes,
    long transferredBytes,
    long remainingBytes,
    long totalBytes,
    long duplicatePages,
    long skippedPages,
    long normalPages,
    long compressedPages,
    long iterations,
    long xbzrleBytes,
    long xbzrlePages,
    long xbzrleCacheMisses,
    double xbzrleCacheMissRate,
    long xbzrleOverflows,
    long xbzrleCacheBytes,
    long dirtySyncCount,
    long dirtyPagesRate,
    int throttlePercent) {

  /**
   * Returns how much memory is dirtied a second, over the last period of more than a second.
   *
   * @return bytes of {@link #dirtyPagesRate} pages
   */
  public long dirtyBytesRate() {
    return dirtyPagesRate * pageBytes;
  }

  /**
   * Returns the memory that went as PAGE.
   *
   * @return bytes of the normal pages
   */
  public long normalBytes() {
    return normalPages * pageBytes;
  }
}
