package org.ramwire.sender.search;

import java.io.IOException;
import java.util.OptionalLong;
import org.ramwire.codec.RamBlock;
import org.ramwire.compression.pipeline.PageSource;
import org.ramwire.format.PageSize;
import org.ramwire.sender.memory.DirtyBitmap;
import org.ramwire.sender.memory.GuestBlock;
import org.ramwire.sender.memory.PageView;

/** A block as its sender knows it: the guest's block, its name for the writer, its dirty pages. */
public final class SendBlock {

  /** The guest's block. */
  public final GuestBlock guest;

  /** As long as the block may grow, so that a page of one that has grown is a page. */
  public final RamBlock wire;

  /** The pages that are still to be sent. */
  public final DirtyBitmap dirty;

  /** Copies a page for whoever compresses it. */
  public final PageSource source;

  private final PageSize pageSize;
  private final int pageShift;

  /** Page-aligned; read once for each look at the guest. */
  private long usedLength;

  SendBlock(GuestBlock guest, int index, PageSize pageSize, PageView view) {
    this.guest = guest;
    this.pageSize = pageSize;
    this.pageShift = Integer.numberOfTrailingZeros(pageSize.bytes());
    this.usedLength = checkedUsedLength();
    if (!pageSize.aligned(guest.address()) || !pageSize.aligned(guest.maxLength())) {
      throw new IllegalArgumentException(
          guest.idstr()
              + ": address 0x"
              + Long.toHexString(guest.address())
              + " or maximum length "
              + guest.maxLength()
              + " is no multiple of the page size");
    }
    this.wire = new RamBlock(index, guest.idstr(), guest.maxLength());
    this.dirty = new DirtyBitmap(usedLength >>> pageShift);
    dirty.markRange(0, dirty.pages());
    this.source =
        (pageOffset, target, from) -> {
          guest.viewPage(pageOffset, view);
          view.copyTo(target, from);
        };
  }

  private long checkedUsedLength() {
    long length = guest.usedLength();
    if (length <= 0 || length > guest.maxLength() || !pageSize.aligned(length)) {
      throw new IllegalArgumentException(
          guest.idstr()
              + ": used length "
              + length
              + " is no multiple of the page size from "
              + pageSize.bytes()
              + " to "
              + guest.maxLength());
    }
    return length;
  }

  /** Returns the used length as it was last read. */
  public long usedLength() {
    return usedLength;
  }

  /** Takes over a used length that has changed, and tells whether it has. */
  boolean updateUsedLength() {
    long length = checkedUsedLength();
    if (length == usedLength) {
      return false;
    }
    usedLength = length;
    dirty.resize(length >>> pageShift);
    return true;
  }

  void takeDirtyLog() throws IOException {
    guest.takeDirtyLog(dirty);
  }

  /** Returns where a page starts. */
  public long pageOffset(long page) {
    return page << pageShift;
  }

  /** Returns the key of a page in the cache of sent pages. */
  public long address(long page) {
    return guest.address() + pageOffset(page);
  }

  /** Returns the block's entry in the block list. */
  RamBlock listEntry(boolean listsAddresses) {
    return new RamBlock(
        wire.index(),
        guest.idstr(),
        usedLength,
        guest.maxLength(),
        guest.listedPageSize(),
        listsAddresses ? OptionalLong.of(guest.guestAddress()) : OptionalLong.empty());
  }
}
