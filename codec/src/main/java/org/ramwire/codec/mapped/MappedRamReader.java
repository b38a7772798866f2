package org.ramwire.codec.mapped;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.codec.record.MappedEntries;
import org.ramwire.codec.record.RamRecordVisitor;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;

/**
 * The reading of what a mapped-ram file adds to an entry of the block list: header, bitmap and
 * pages (MAP-001 to MAP-013).
 *
 * <p>Goes forward only, so a pipe will do.
 */
public final class MappedRamReader implements MappedEntries {

  private static final int HEADER_BYTES = 28;

  /** Where the header has its fields, from its first byte. */
  private static final int PAGE_SIZE_AT = 4;

  private static final int BITMAP_OFFSET_AT = 12;
  private static final int PAGES_OFFSET_AT = 20;

  private final StreamInput input;
  private final PageSize pageSize;
  private final MappedRules rules;
  private final boolean ignoreShared;
  private final WordOrder order = new WordOrder();
  private final MappedPages pages;

  /** What the file's offsets are higher than the channel's, once an entry has told. */
  private long origin;

  private boolean originKnown;

  /** The blocks whose pages come after the stream's end (LEN-037), in the list's order. */
  private final List<Pending> pending = new ArrayList<>();

  private long heldBytes;

  /** A block of which the stream went on before its pages, and its bitmap if that has come. */
  private record Pending(MappedBlock mapped, PageBitmap bitmap) {

    long nextAt() {
      return bitmap == null ? mapped.bitmapOffset() : mapped.pagesOffset();
    }
  }

  /**
   * Reads entries of a file.
   *
   * @param input stands after an entry whenever {@link #read} is called
   * @param options page size and strictness
   * @param ignoreShared whether entries have addresses, and may stand for blocks that are left out
   */
  public MappedRamReader(StreamInput input, ReaderOptions options, boolean ignoreShared) {
    this.input = input;
    this.pageSize = options.pageSize();
    this.rules = MappedRules.of(options.strictness());
    this.ignoreShared = ignoreShared;
    this.pages = new MappedPages(input, pageSize, order);
  }

  /** Names what the file's offsets are higher than the channel's (MAP-013). */
  public void fileOrigin(long bytes) {
    origin = bytes;
  }

  /** Takes note of the byte order of the writer's host, which a wrapper tells. */
  public void writtenIn(ByteOrder hostOrder) {
    order.isOf(hostOrder);
  }

  /** Returns where in the channel the order of words was first taken for granted, or -1. */
  public long assumedOrderAt() {
    return order.assumedAt();
  }

  /** Tells whether pages come after the stream's end. */
  public boolean hasPending() {
    return !pending.isEmpty();
  }

  @Override
  public void read(RamBlock block, long totalBytes, long leftBytes, RamRecordVisitor visitor)
      throws IOException {
    long headerAt = input.offset();
    input.require(HEADER_BYTES, "a block's mapped-ram header");
    int version = input.be32();
    long statedPageSize = input.be64();
    long bitmapOffset = input.be64();
    long pagesOffset = input.be64();
    checkVersion(headerAt, block, version);
    checkPageSize(headerAt, block, statedPageSize);
    // MAP-009: "If x-ignore-shared leaves a block out, both of its offsets are 0, …"
    if (ignoreShared && bitmapOffset == 0 && pagesOffset == 0) {
      return;
    }
    findOrigin(bitmapOffset);
    checkPlaces(headerAt, block, bitmapOffset, pagesOffset);
    MappedBlock mapped =
        new MappedBlock(block, totalBytes, headerAt, bitmapOffset - origin, pagesOffset - origin);
    visitor.mappedBlock(mapped);
    if (goesOnBefore(mapped.bitmapOffset(), leftBytes)) {
      pending.add(new Pending(mapped, null));
      return;
    }
    PageBitmap bitmap = readBitmap(mapped);
    if (goesOnBefore(mapped.pagesOffset(), leftBytes)) {
      pending.add(new Pending(mapped, bitmap));
      heldBytes += bitmap.heldBytes();
      return;
    }
    // MAP-007: "The stream goes on where the place of the block's last page ends."
    readPages(mapped, bitmap, visitor);
  }

  private void checkVersion(long headerAt, RamBlock block, int version)
      throws MalformedStreamException {
    if (!rules.takesVersion(version)) {
      throw malformed(
          Clause.MAP_HEADER,
          headerAt,
          block,
          "mapped-ram header of version " + Integer.toUnsignedString(version) + ": expected 1");
    }
  }

  // MAP-002: "The header's page size is the page size in force."
  private void checkPageSize(long headerAt, RamBlock block, long stated)
      throws MalformedStreamException {
    if (stated != pageSize.bytes()) {
      throw malformed(
          Clause.MAP_PAGE_SIZE,
          headerAt + PAGE_SIZE_AT,
          block,
          "the mapped-ram header states a page size of "
              + Long.toUnsignedString(stated)
              + ", but "
              + pageSize.bytes()
              + " is in force");
    }
  }

  /**
   * Finds what the file's offsets count from. A first bitmap that begins where its header ends by
   * the channel's own count tells that the file was put after something else once it was written.
   */
  private void findOrigin(long bitmapOffset) {
    if (!originKnown && bitmapOffset == input.offset()) {
      origin = 0;
    }
    originKnown = true;
  }

  /** Checks the places before anything is passed over: forward, apart, and without overflow. */
  private void checkPlaces(long headerAt, RamBlock block, long bitmapOffset, long pagesOffset)
      throws MalformedStreamException {
    long headerEnd = input.offset() + origin;
    // MAP-004: "The bitmap stands after the header, and the pages after the bitmap."
    if (bitmapOffset < headerEnd) {
      throw malformed(
          Clause.MAP_PLACES,
          headerAt + BITMAP_OFFSET_AT,
          block,
          String.format(
              "the bitmap at 0x%x of the file: expected it after the header, which ends at 0x%x",
              bitmapOffset, headerEnd));
    }
    long bitmapBytes = pages.words(block) * Long.BYTES;
    boolean overlaps = pagesOffset < bitmapBytes || pagesOffset - bitmapBytes < bitmapOffset;
    if (overlaps || pagesOffset > Long.MAX_VALUE - block.usedLength()) {
      throw malformed(
          Clause.MAP_PLACES,
          headerAt + PAGES_OFFSET_AT,
          block,
          String.format(
              "pages at 0x%x of the file: expected them after the bitmap, which has 0x%x bytes at"
                  + " 0x%x",
              pagesOffset, bitmapBytes, bitmapOffset));
    }
    // MAP-003: "The pages start at a multiple of the page size."
    if (!pageSize.aligned(pagesOffset)) {
      throw malformed(
          Clause.MAP_ALIGNED,
          headerAt + PAGES_OFFSET_AT,
          block,
          String.format(
              "pages at 0x%x of the file: expected a multiple of %d",
              pagesOffset, pageSize.bytes()));
    }
  }

  private static MalformedStreamException malformed(
      Clause clause, long at, RamBlock block, String detail) {
    return new MalformedStreamException(clause, at, block.idstr().shown(), detail);
  }

  /**
   * Tells whether the stream goes on right here, where QEMU leaves bytes unused up to a place:
   * whether the next entry stands here, whole and fitting, or after the last one EOS.
   */
  private boolean goesOnBefore(long place, long left) throws IOException {
    long room = place - input.offset();
    if (left == 0) {
      return room >= Long.BYTES && input.available(Long.BYTES) && input.peekBe64(0) == RamFlag.EOS;
    }
    if (room == 0 || !input.available(1)) {
      return false;
    }
    int lengthAt = 1 + input.peek(0);
    int headerAt = lengthAt + (ignoreShared ? 2 : 1) * Long.BYTES;
    if (room < headerAt + HEADER_BYTES || !input.available(headerAt + HEADER_BYTES)) {
      return false;
    }
    long usedLength = input.peekBe64(lengthAt);
    return usedLength > 0
        && usedLength <= left
        && pageSize.aligned(usedLength)
        && input.peekBe32(headerAt) == MappedRules.VERSION
        && input.peekBe64(headerAt + PAGE_SIZE_AT) == pageSize.bytes();
  }

  private PageBitmap readBitmap(MappedBlock mapped) throws IOException {
    passOver(mapped, mapped.bitmapOffset(), BITMAP_OFFSET_AT);
    long room = PageBitmap.MAX_HELD_BYTES - heldBytes;
    PageBitmap bitmap = PageBitmap.read(input, pages.words(mapped.block()), room);
    order.afterLastPage(bitmap, pages.count(mapped.block()), mapped);
    return bitmap;
  }

  private void readPages(MappedBlock mapped, PageBitmap bitmap, RamRecordVisitor visitor)
      throws IOException {
    passOver(mapped, mapped.pagesOffset(), PAGES_OFFSET_AT);
    pages.read(mapped.block(), bitmap, visitor);
  }

  private void passOver(MappedBlock mapped, long place, int fieldAt) throws IOException {
    long bytes = place - input.offset();
    if (bytes < 0) {
      // Only after the stream's end: in the list the places have been compared.
      throw malformed(
          Clause.MAP_PLACES,
          mapped.headerOffset() + fieldAt,
          mapped.block(),
          String.format(
              "a place at 0x%x, which has been read by then, to 0x%x: expected places apart",
              place + origin, input.offset() + origin));
    }
    input.skip(bytes, "the bytes before a block's bitmap or pages");
  }

  /**
   * Reads the pages that come after the stream's end, in the order of their places.
   *
   * @param visitor takes the pages
   */
  public void readPending(RamRecordVisitor visitor) throws IOException {
    PriorityQueue<Pending> byPlace = new PriorityQueue<>(Comparator.comparingLong(Pending::nextAt));
    byPlace.addAll(pending);
    pending.clear();
    while (!byPlace.isEmpty()) {
      Pending next = byPlace.remove();
      if (next.bitmap() == null) {
        PageBitmap bitmap = readBitmap(next.mapped());
        heldBytes += bitmap.heldBytes();
        byPlace.add(new Pending(next.mapped(), bitmap));
      } else {
        readPages(next.mapped(), next.bitmap(), visitor);
        heldBytes -= next.bitmap().heldBytes();
      }
    }
  }
}
