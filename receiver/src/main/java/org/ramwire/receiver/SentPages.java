package org.ramwire.receiver;

import java.util.Arrays;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.PageSize;

/**
 * The pages that some record has concerned, counted for each block. What it keeps follows what has
 * come, up to the bound of {@link PageSet}. Not thread-safe.
 */
final class SentPages {

  private static final int GROUP = 64;

  private final int pageShift;
  private final PageSet sent = new PageSet();

  /** Of each block the number of its first page, in a numbering over all blocks. */
  private long[] firstPage = new long[0];

  private long[] pages = new long[0];
  private long[] came = new long[0];

  /** Of each block how many pages are zero because a mapped-ram file's bitmap says so. */
  private long[] mappedZero = new long[0];

  private long nextPage;
  private final DiscardedPages discarded = new DiscardedPages();

  SentPages(PageSize pageSize) {
    pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
  }

  /** Takes a block, before any of its pages. */
  void provide(RamBlock block) {
    int index = block.index();
    if (index >= pages.length) {
      int length = Math.max(index + 1, 2 * pages.length);
      firstPage = Arrays.copyOf(firstPage, length);
      pages = Arrays.copyOf(pages, length);
      came = Arrays.copyOf(came, length);
      mappedZero = Arrays.copyOf(mappedZero, length);
    }
    firstPage[index] = nextPage;
    pages[index] = pagesIn(block.usedLength());
    // No group of pages is of two blocks.
    nextPage += (pages[index] + GROUP - 1) / GROUP * GROUP;
  }

  private long pagesIn(long bytes) {
    return (bytes + (1L << pageShift) - 1) >>> pageShift;
  }

  void add(int block, long pageOffset) {
    long page = pageOffset >>> pageShift;
    // The seed's build takes pages after a block's used length, too.
    if (page >= pages[block]) {
      return;
    }
    if (sent.add(firstPage[block] + page)) {
      came[block]++;
    }
    if (!discarded.isEmpty()) {
      discarded.came(firstPage[block] + page);
    }
  }

  /** Takes note of pages that stand in a mapped-ram file, each of which comes once. */
  void addMapped(int block, long bytes) {
    came[block] += pagesIn(bytes);
  }

  void addMappedZero(int block, long bytes) {
    mappedZero[block] += pagesIn(bytes);
  }

  /** Takes note that the pages of a range of bytes are stale until they come again. */
  void discard(int block, long from, long length) {
    long blockBytes = pages[block] << pageShift;
    if (from < 0 || from >= blockBytes || length <= 0) {
      return;
    }
    long to = Math.min(length, blockBytes - from) + from;
    discarded.discard(firstPage[block] + (from >>> pageShift), firstPage[block] + pagesIn(to));
  }

  /** Returns how many pages had come, were discarded, and have not come again. */
  long stale() {
    return discarded.isEmpty() ? 0 : discarded.alsoIn(sent);
  }

  /**
   * Returns how many different pages of a block have come; at least so many unless exact.
   *
   * @param ended whether memory has ended: a mapped-ram file's bitmaps are written last, so only
   *     then is a page without a bit known to be zero
   */
  long came(int block, boolean ended) {
    if (block >= came.length) {
      return 0;
    }
    // A second list, which only the seed's build takes, may bring a page twice.
    return Math.min(pages[block], came[block] + (ended ? mappedZero[block] : 0));
  }

  /** Returns how many pages of a block have not come; at most so many unless exact. */
  long missing(int block, boolean ended) {
    return block < came.length ? pages[block] - came(block, ended) : 0;
  }

  long missing(boolean ended) {
    long missing = 0;
    for (int block = 0; block < pages.length; block++) {
      missing += missing(block, ended);
    }
    return missing;
  }

  boolean exact() {
    return sent.exact();
  }
}
