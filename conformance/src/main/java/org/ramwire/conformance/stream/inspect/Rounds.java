package org.ramwire.conformance.stream.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.format.PageSize;

/**
 * The rounds of a stream. Nothing on the wire marks one; but a round sends a page at most once, so
 * a page that comes again starts the next.
 */
final class Rounds {

  private static final long MAX_PAGES = 1L << 26;
  private static final int MAX_LISTED = 1000;

  /**
   * A short round's pages are forgotten one by one, a longer one's by clearing all bits: at most
   * eight words of the set for each page that came.
   */
  private static final int SHORT_ROUND = 1 << 17;

  private static final long UNLISTED = -1;

  /**
   * One round.
   *
   * @param number from 1
   * @param offset where its first record starts
   * @param pages how many page records it has
   * @param bytes what they take on the wire
   */
  public record Round(long number, long offset, long pages, long bytes) {}

  private final int pageShift;
  private final List<Round> rounds = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private int[] shortRound = new int[1024];

  /** For each block, the number of its first page among those of all blocks. */
  private long[] firstPage = new long[0];

  private long totalPages;
  private boolean tooManyPages;
  private long count;
  private long offset;
  private int pages;
  private long bytes;

  Rounds(PageSize pageSize) {
    pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
  }

  void blocks(BlockList list) {
    for (RamBlock block : list) {
      int index = block.index();
      if (index >= firstPage.length) {
        int before = firstPage.length;
        firstPage = Arrays.copyOf(firstPage, Math.max(index + 1, 2 * before));
        Arrays.fill(firstPage, before, firstPage.length, UNLISTED);
      }
      if (firstPage[index] == UNLISTED) {
        firstPage[index] = totalPages;
        totalPages += block.maxLength() >>> pageShift;
      }
    }
    tooManyPages |= totalPages > MAX_PAGES;
  }

  void page(PageHeader page, long recordBytes) {
    int block = page.block().index();
    if (tooManyPages || block >= firstPage.length || firstPage[block] == UNLISTED) {
      return;
    }
    int number = (int) (firstPage[block] + (page.pageOffset() >>> pageShift));
    if (seen.get(number)) {
      end();
    }
    if (pages == 0) {
      offset = page.recordOffset();
    }
    if (pages < SHORT_ROUND) {
      if (pages == shortRound.length) {
        shortRound = Arrays.copyOf(shortRound, 2 * pages);
      }
      shortRound[pages] = number;
    }
    seen.set(number);
    pages++;
    bytes += recordBytes;
  }

  private void end() {
    if (pages == 0) {
      return;
    }
    count++;
    if (rounds.size() < MAX_LISTED) {
      rounds.add(new Round(count, offset, pages, bytes));
    }
    if (pages <= SHORT_ROUND) {
      for (int i = 0; i < pages; i++) {
        seen.clear(shortRound[i]);
      }
    } else {
      seen.clear();
    }
    pages = 0;
    bytes = 0;
  }

  /** Ends the last round and returns the first thousand. */
  List<Round> finish() {
    end();
    return rounds;
  }

  /** Returns how many rounds there were, or -1 if there are too many pages to tell. */
  long count() {
    return tooManyPages ? -1 : count;
  }
}
