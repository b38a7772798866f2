package org.ramwire.codec;

import java.io.IOException;
import java.nio.ByteOrder;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/**
 * The reading of what a mapped-ram file adds to an entry of the block list: header, bitmap and
 * pages (MAP-001 to MAP-012).
 *
 * <p>Goes forward only, so a pipe will do.
 */
final class MappedRamReader {

  private static final int HEADER_BYTES = 28;
  private static final int VERSION = 1;

  /** How many bytes of pages a visitor is lent at once: half a window. */
  private static final int LENT_BYTES = StreamInput.WINDOW_BYTES / 2;

  /** A bound of the length of a run that a visitor is told of, so that it fits an int. */
  private static final long ZERO_RUN_BYTES = 1 << 30;

  private final StreamInput input;
  private final PageSize pageSize;
  private final boolean strict;
  private final WordOrder order = new WordOrder();

  /** What the file's offsets are higher than the channel's, once an entry has told. */
  private long origin;

  private boolean originKnown;

  /** The entry at hand. */
  private RamBlock block;

  private long headerAt;
  private long pages;
  private RamRecordVisitor visitor;

  MappedRamReader(StreamInput input, ReaderOptions options) {
    this.input = input;
    this.pageSize = options.pageSize();
    this.strict = options.strictness() == Strictness.STRICT;
  }

  /** Names what the file's offsets are higher than the channel's (MAP-013). */
  void fileOrigin(long bytes) {
    origin = bytes;
  }

  /** Takes note of the byte order of the writer's host, which a wrapper tells. */
  void writtenIn(ByteOrder hostOrder) {
    order.isOf(hostOrder);
  }

  /** Returns where in the channel the order of words was first taken for granted, or -1. */
  long assumedOrderAt() {
    return order.assumedAt();
  }

  /**
   * Reads what follows an entry, through the place of its last page.
   *
   * @param entry the entry's block
   * @param usedLength the length that the entry states
   * @param totalBytes what the list claims for all blocks
   * @param mayBeLeftOut whether the entry may stand for a block that is not in the file
   * @param target takes the pages
   */
  void read(
      RamBlock entry,
      long usedLength,
      long totalBytes,
      boolean mayBeLeftOut,
      RamRecordVisitor target)
      throws IOException {
    block = entry;
    visitor = target;
    pages = usedLength / pageSize.bytes();
    headerAt = input.offset();
    input.require(HEADER_BYTES, "a block's mapped-ram header");
    int version = input.be32();
    long statedPageSize = input.be64();
    long bitmapOffset = input.be64();
    long pagesOffset = input.be64();
    checkVersion(version);
    checkPageSize(statedPageSize);
    // MAP-009: "Of a block that x-ignore-shared leaves out both offsets are 0, …"
    if (mayBeLeftOut && bitmapOffset == 0 && pagesOffset == 0) {
      return;
    }
    findOrigin(bitmapOffset);
    long bitmapAt = bitmapOffset - origin;
    long pagesAt = pagesOffset - origin;
    checkPlaces(usedLength, bitmapOffset, pagesOffset);
    visitor.mappedBlock(new MappedBlock(block, totalBytes, headerAt, bitmapAt, pagesAt));
    input.skip(bitmapAt - input.offset(), "the bytes before a block's bitmap");
    PageBitmap bitmap = PageBitmap.read(input, words(), PageBitmap.MAX_HELD_BYTES);
    order.beyondLastPage(bitmap, pages, bitmapAt, block);
    input.skip(pagesAt - input.offset(), "the bytes before a block's pages");
    readPages(bitmap);
  }

  private long words() {
    return (pages + Long.SIZE - 1) / Long.SIZE;
  }

  // MAP-001: "… a header of 28 bytes, of version 1." QEMU's own reader takes version 0, too.
  private void checkVersion(int version) throws MalformedStreamException {
    if (version != VERSION && (strict || version != 0)) {
      throw malformed(
          Clause.MAP_HEADER,
          0,
          "mapped-ram header of version " + Integer.toUnsignedString(version) + ": expected 1");
    }
  }

  // MAP-002: "The header's page size is the stream's."
  private void checkPageSize(long stated) throws MalformedStreamException {
    if (stated != pageSize.bytes()) {
      throw malformed(
          Clause.MAP_PAGE_SIZE,
          Integer.BYTES,
          "the mapped-ram header states a page size of "
              + Long.toUnsignedString(stated)
              + ", but "
              + pageSize.bytes()
              + " is in force");
    }
  }

  /**
   * Finds what the file's offsets count from. A bitmap that begins where its header ends tells: by
   * the channel's own count, the file was put behind something else, after it was written.
   */
  private void findOrigin(long bitmapOffset) {
    if (!originKnown) {
      originKnown = true;
      if (bitmapOffset == input.offset()) {
        origin = 0;
      }
    }
  }

  /** Checks the places before anything is passed over: forward, apart, and without overflow. */
  private void checkPlaces(long usedLength, long bitmapOffset, long pagesOffset)
      throws MalformedStreamException {
    long headerEnd = input.offset() + origin;
    // MAP-004: "The bitmap stands after the header, and the pages after the bitmap."
    if (bitmapOffset < headerEnd) {
      throw malformed(
          Clause.MAP_PLACES,
          Integer.BYTES + Long.BYTES,
          String.format(
              "the bitmap at 0x%x of the file: expected it after the header, which ends at 0x%x",
              bitmapOffset, headerEnd));
    }
    long bitmapBytes = words() * Long.BYTES;
    boolean overlaps = pagesOffset < bitmapBytes || pagesOffset - bitmapBytes < bitmapOffset;
    if (overlaps || pagesOffset > Long.MAX_VALUE - usedLength) {
      throw malformed(
          Clause.MAP_PLACES,
          Integer.BYTES + 2 * Long.BYTES,
          String.format(
              "pages at 0x%x of the file: expected them after the bitmap, which has 0x%x bytes at"
                  + " 0x%x",
              pagesOffset, bitmapBytes, bitmapOffset));
    }
    // MAP-003: "The pages start at a multiple of the page size."
    if (!pageSize.aligned(pagesOffset)) {
      throw malformed(
          Clause.MAP_ALIGNED,
          Integer.BYTES + 2 * Long.BYTES,
          String.format(
              "pages at 0x%x of the file: expected a multiple of %d",
              pagesOffset, pageSize.bytes()));
    }
  }

  private MalformedStreamException malformed(Clause clause, int ahead, String detail) {
    return new MalformedStreamException(clause, headerAt + ahead, block.idstr().shown(), detail);
  }

  // MAP-006: "A page whose bit is set is what stands at its place; any other is zero, …"
  private void readPages(PageBitmap bitmap) throws IOException {
    long runFrom = 0;
    boolean runSet = false;
    for (long word = 0; word < words(); word++) {
      long first = word * Long.SIZE;
      int count = (int) Math.min(Long.SIZE, pages - first);
      if (order.asks(bitmap, word)) {
        // What stands at the places of this word's pages is looked at, so no run may be open.
        take(runFrom, first, runSet);
        runFrom = first;
        lookAhead(bitmap, word, count);
      }
      long bits = bitmap.word(word, order.bigEndian());
      int at = 0;
      while (at < count) {
        boolean set = (bits >>> at & 1) != 0;
        int same = Long.numberOfTrailingZeros((set ? ~bits : bits) >>> at);
        if (set != runSet) {
          take(runFrom, first + at, runSet);
          runFrom = first + at;
          runSet = set;
        }
        at += same;
      }
    }
    take(runFrom, pages, runSet);
  }

  private void lookAhead(PageBitmap bitmap, long word, int count) throws IOException {
    int bytes = count * pageSize.bytes();
    input.require(bytes, "the places of a block's pages");
    order.weigh(bitmap.littleEndian(word), count, input, pageSize, input.offset());
  }

  /** Returns how many bytes of whole pages are in the window: of a cut file, all that are there. */
  private int wholePages(int wanted) throws IOException {
    if (!input.available(wanted)) {
      input.require(pageSize.bytes(), "a block's pages");
      return input.buffered() / pageSize.bytes() * pageSize.bytes();
    }
    return wanted;
  }

  /** Gives pages to the visitor: as they stand in the file, or as zero. */
  private void take(long fromPage, long toPage, boolean set) throws IOException {
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
}
