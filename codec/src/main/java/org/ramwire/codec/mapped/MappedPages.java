package org.ramwire.codec.mapped;

import java.io.IOException;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.record.RamRecordVisitor;
import org.ramwire.format.PageSize;

/** The reading of a block's pages from their places of a mapped-ram file, by its bitmap. */
final class MappedPages {

  /** How many bytes of pages a visitor is lent at once: half a window. */
  private static final int LENT_BYTES = StreamInput.WINDOW_BYTES / 2;

  /** The longest run of zero that a visitor is told of at once, so that it fits an int. */
  private static final int ZERO_RUN_BYTES = 1 << 30;

  private final StreamInput input;
  private final PageSize pageSize;
  private final WordOrder order;

  MappedPages(StreamInput input, PageSize pageSize, WordOrder order) {
    this.input = input;
    this.pageSize = pageSize;
    this.order = order;
  }

  /** Returns how many pages a block has. */
  long count(RamBlock block) {
    return block.usedLength() / pageSize.bytes();
  }

  /** Returns how many words of 64 bits a block's bitmap has. */
  long words(RamBlock block) {
    return (count(block) + Long.SIZE - 1) / Long.SIZE;
  }

  /**
   * Reads a block's pages, from the first one's place through the last one's.
   *
   * @param block the block
   * @param bitmap its bitmap
   * @param visitor takes the pages
   */
  // MAP-006: "A page whose bit is set is what stands at its place; any other is zero."
  void read(RamBlock block, PageBitmap bitmap, RamRecordVisitor visitor) throws IOException {
    long pages = count(block);
    long runFrom = 0;
    boolean runSet = false;
    for (long first = 0; first < pages; first += Long.SIZE) {
      long word = first / Long.SIZE;
      int count = (int) Math.min(Long.SIZE, pages - first);
      if (order.asks(bitmap, word)) {
        // What stands at the places of this word's pages is looked at, so no run may be open.
        take(block, runFrom, first, runSet, visitor);
        runFrom = first;
        lookAhead(bitmap.littleEndian(word), count);
      }
      long bits = bitmap.word(word, order.bigEndian());
      int at = 0;
      while (at < count) {
        boolean set = (bits >>> at & 1) != 0;
        if (set != runSet) {
          take(block, runFrom, first + at, runSet, visitor);
          runFrom = first + at;
          runSet = set;
        }
        at += Long.numberOfTrailingZeros((set ? ~bits : bits) >>> at);
      }
    }
    take(block, runFrom, pages, runSet, visitor);
  }

  private void lookAhead(long littleEndian, int count) throws IOException {
    input.require(count * pageSize.bytes(), "the places of a block's pages");
    order.weigh(littleEndian, count, input, pageSize);
  }

  /** Gives pages to the visitor: as they stand in the file, or as zero. */
  private void take(
      RamBlock block, long fromPage, long toPage, boolean set, RamRecordVisitor visitor)
      throws IOException {
    long offset = fromPage * pageSize.bytes();
    long end = toPage * pageSize.bytes();
    while (offset < end) {
      int step;
      if (set) {
        step = wholePages((int) Math.min(end - offset, LENT_BYTES));
        visitor.mappedPages(block, offset, input.window(), input.position(), step);
        input.advance(step);
      } else {
        step = (int) Math.min(end - offset, ZERO_RUN_BYTES);
        input.skip(step, "the places of a block's pages");
        visitor.mappedZero(block, offset, step);
      }
      offset += step;
    }
  }

  /** Returns how many bytes of whole pages are in the window: of a cut file, all that are there. */
  private int wholePages(int wanted) throws IOException {
    if (!input.available(wanted)) {
      input.require(pageSize.bytes(), "a block's pages");
      return input.buffered() / pageSize.bytes() * pageSize.bytes();
    }
    return wanted;
  }
}
