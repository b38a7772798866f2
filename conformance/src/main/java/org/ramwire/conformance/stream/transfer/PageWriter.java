package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.ramwire.sender.memory.MappedGuestBlock;

/**
 * One processor of a built-in guest: writes page after page. Nine of ten writes go to a hot
 * sixteenth of memory; most change a few bytes, some a whole page, some make it zero, and some
 * write what is there already. Not thread-safe.
 */
final class PageWriter {

  private static final int PERCENT = 100;
  private static final int HOT_WRITES_PERCENT = 90;
  private static final int HOT_SHARE = 16;
  private static final int SMALL_CHANGES_PERCENT = 85;
  private static final int WHOLE_PAGES_PERCENT = 5;
  private static final int ZEROES_PERCENT = 5;
  private static final int MAX_SPOTS = 4;
  private static final int MAX_SPOT_BYTES = 16;

  private final List<MappedGuestBlock> blocks;
  private final int pageBytes;
  private final long pages;
  private final SplittableRandom random;
  private final byte[] page;
  private final byte[] zeroes;

  PageWriter(List<MappedGuestBlock> blocks, int pageBytes, long seed) {
    this.blocks = blocks;
    this.pageBytes = pageBytes;
    this.pages = blocks.stream().mapToLong(MappedGuestBlock::usedLength).sum() / pageBytes;
    this.random = new SplittableRandom(seed);
    this.page = new byte[pageBytes];
    this.zeroes = new byte[pageBytes];
  }

  /** Writes to one page. */
  void writeOne() throws IOException {
    long hotPages = Math.max(1, pages / HOT_SHARE);
    boolean hot = random.nextInt(PERCENT) < HOT_WRITES_PERCENT;
    // In the middle, where neither a first nor a last page stands.
    long at = hot ? pages / 2 + random.nextLong(hotPages) : random.nextLong(pages);
    long offset = at % pages * pageBytes;
    for (MappedGuestBlock block : blocks) {
      if (offset < block.usedLength()) {
        write(block, offset);
        return;
      }
      offset -= block.usedLength();
    }
  }

  private void write(MappedGuestBlock block, long offset) throws IOException {
    int choice = random.nextInt(PERCENT);
    if (choice < SMALL_CHANGES_PERCENT) {
      changeSpots(block, offset);
    } else if (choice < SMALL_CHANGES_PERCENT + WHOLE_PAGES_PERCENT) {
      random.nextBytes(page);
      block.write(offset, page, 0, pageBytes);
    } else if (choice < SMALL_CHANGES_PERCENT + WHOLE_PAGES_PERCENT + ZEROES_PERCENT) {
      block.write(offset, zeroes, 0, pageBytes);
    } else {
      block.read(offset, page, 0, 1);
      block.write(offset, page, 0, 1);
    }
  }

  private void changeSpots(MappedGuestBlock block, long offset) throws IOException {
    for (int spots = 1 + random.nextInt(MAX_SPOTS); spots > 0; spots--) {
      int length = 1 + random.nextInt(MAX_SPOT_BYTES);
      for (int i = 0; i < length; i++) {
        page[i] = (byte) random.nextInt();
      }
      block.write(offset + random.nextInt(pageBytes - length), page, 0, length);
    }
  }
}
