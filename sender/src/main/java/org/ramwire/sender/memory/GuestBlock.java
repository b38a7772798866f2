package org.ramwire.sender.memory;

import java.io.IOException;
import org.ramwire.codec.Idstr;

/**
 * One RAM block of a guest that is to be sent. Offsets are bytes from the block's first, and may
 * pass 2 GiB.
 *
 * <p>Blocks are told apart by identity: a block that is taken away and put back is another one.
 */
public interface GuestBlock {

  /**
   * Returns the block's name.
   *
   * @return the name on the wire, no other block's
   */
  Idstr idstr();

  /**
   * Returns how much of the block is in use. It may change between two calls, within the maximum.
   *
   * @return bytes, a positive multiple of the page size
   */
  long usedLength();

  /**
   * Returns how far the block may grow.
   *
   * @return bytes, a multiple of the page size; never changes
   */
  default long maxLength() {
    return usedLength();
  }

  /**
   * Returns where the block stands among all blocks: the key of its pages in the cache of sent
   * pages.
   *
   * @return the address of its first byte, a multiple of the page size; no two blocks overlap up to
   *     their maximum lengths. Never changes
   */
  long address();

  /**
   * Shows a page as it is now: lends the array that holds it, or reads it into the view's own. The
   * guest may write to it meanwhile, as long as it notes the write afterwards.
   *
   * @param pageOffset where the page starts
   * @param view takes the page; used up before the next call
   * @throws IOException if the page cannot be read
   */
  void viewPage(long pageOffset, PageView view) throws IOException;

  /**
   * Moves what the dirty log holds into a bitmap: marks each page that was written since the last
   * call, and forgets it. A write whose noting has ended before this call must not be missed.
   *
   * @param dirty takes the pages
   * @throws IOException if the memory fails
   */
  void takeDirtyLog(DirtyBitmap dirty) throws IOException;

  /**
   * Returns the page size that the block's list entry states.
   *
   * @return bytes, or 0 if the entry states none, as is usual (RAM-030)
   */
  default long listedPageSize() {
    return 0;
  }

  /**
   * Returns the guest-physical address that the block's list entry states if the options say that
   * entries have one.
   *
   * @return an address (RAM-031)
   */
  default long guestAddress() {
    return 0;
  }

  /**
   * Tells whether the destination has the same memory: such a block is listed but not sent if the
   * options say so.
   *
   * @return true if it is shared
   */
  default boolean shared() {
    return false;
  }
}
