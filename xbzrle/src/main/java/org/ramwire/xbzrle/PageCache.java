package org.ramwire.xbzrle;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;

/**
 * The sender's cache of page contents as they were last sent: what deltas are made against
 * (RAM-053, XBZ-030 to XBZ-032).
 *
 * <p>Direct-mapped: a page has one slot, found from its address, and shares it with every page that
 * lies a multiple of the cache's size away. Time is counted in dirty-bitmap syncs, which the caller
 * counts. A page that was looked up or inserted less than {@value #LIFETIME_SYNCS} syncs ago keeps
 * its slot against other pages.
 *
 * <p>The pages live on the heap, each allocated when its slot is first used: at most {@link
 * #sizeBytes()} in all, and 20 bytes a slot beside them.
 *
 * <p>One thread, the sender, looks up and inserts, without a lock. Any thread may resize.
 */
public final class PageCache {

  /** For how many syncs a page is safe from being replaced by another. */
  public static final int LIFETIME_SYNCS = 2;

  // 4 TiB of 4 KiB pages.
  private static final int MAX_SLOTS = 1 << 30;

  // Bytes in a page.
  private final int pageBytes;

  // Replaced as a whole by a resize; the sender takes it once a call.
  private volatile Slots slots;

  /**
   * Makes an empty cache.
   *
   * @param pageSize the size of every page
   * @param sizeBytes the bytes of page content to hold at most, rounded down to a power of two
   * @throws IllegalArgumentException if that is less than one page, or more than 2^30 pages
   */
  public PageCache(PageSize pageSize, long sizeBytes) {
    this.pageBytes = pageSize.bytes();
    this.slots = new Slots(slotCount(sizeBytes));
  }

  /**
   * Looks up a page, and keeps it in its slot for {@value #LIFETIME_SYNCS} more syncs if it is
   * there.
   *
   * @param address the page's address, unique among all pages; a multiple of the page size
   * @param syncCount how many bitmap syncs there have been
   * @return the content as it was last stored, or null on a miss. The array is the cache's own: the
   *     sender may overwrite it with what it sends now, until its next call
   */
  public byte @Nullable [] find(long address, long syncCount) {
    Slots current = slots;
    int slot = slotOf(address, current);
    byte[] page = current.pages[slot];
    if (page == null || current.addresses[slot] != address) {
      return null;
    }
    current.ages[slot] = syncCount;
    return page;
  }

  /**
   * Stores a page's content, unless its slot holds another page that is too young to go.
   *
   * @param address the page's address, unique among all pages; a multiple of the page size
   * @param page holds the content
   * @param pageFrom index of its first byte
   * @param syncCount how many bitmap syncs there have been
   * @return the cache's copy, lent as by {@link #find}, or null if the insert is refused
   */
  public byte @Nullable [] insert(long address, byte[] page, int pageFrom, long syncCount) {
    Objects.checkFromIndexSize(pageFrom, pageBytes, page.length);
    byte[] copy = claim(address, syncCount);
    if (copy != null) {
      System.arraycopy(page, pageFrom, copy, 0, pageBytes);
    }
    return copy;
  }

  /**
   * Stores that a page is all zero now, under the same rule as {@link #insert}: a page that was
   * sent as ZERO must not stay in the cache with what it held before.
   *
   * @param address the page's address, unique among all pages; a multiple of the page size
   * @param syncCount how many bitmap syncs there have been
   * @return the cache's copy, lent as by {@link #find}, or null if the insert is refused, in which
   *     case the cache does not hold the page
   */
  public byte @Nullable [] insertZero(long address, long syncCount) {
    byte[] copy = claim(address, syncCount);
    if (copy != null) {
      Arrays.fill(copy, (byte) 0);
    }
    return copy;
  }

  /**
   * Drops a page that the receiver has by other means than a record that the cache was told of, so
   * that no delta is made against what it was before.
   *
   * @param address the page's address, unique among all pages; a multiple of the page size
   */
  public void forget(long address) {
    Slots current = slots;
    int slot = slotOf(address, current);
    if (current.addresses[slot] == address) {
      current.pages[slot] = null;
    }
  }

  /** Drops every page. */
  public synchronized void clear() {
    slots = new Slots(slots.pages.length);
  }

  /**
   * Gives a page its slot, unless that holds another page that is too young to go.
   *
   * @param address the page's address, unique among all pages; a multiple of the page size
   * @param syncCount how many bitmap syncs there have been
   * @return the slot's array, which the caller fills with the page before anything else; or null if
   *     the page does not get the slot
   */
  public byte @Nullable [] claim(long address, long syncCount) {
    Slots current = slots;
    int slot = slotOf(address, current);
    byte[] copy = current.pages[slot];
    if (copy == null) {
      copy = new byte[pageBytes];
      current.pages[slot] = copy;
    } else if (current.addresses[slot] != address
        && syncCount - current.ages[slot] < LIFETIME_SYNCS) {
      return null;
    }
    current.addresses[slot] = address;
    current.ages[slot] = syncCount;
    return copy;
  }

  /**
   * Changes the size. The contents are dropped unless the size stays the same: a page that the
   * sender holds from an earlier call remains good until its next one.
   *
   * @param newSizeBytes the bytes of page content to hold at most, rounded down to a power of two
   * @return the size after rounding
   * @throws IllegalArgumentException if that is less than one page, or more than 2^30 pages; the
   *     cache is then as it was
   */
  public synchronized long resize(long newSizeBytes) {
    int count = slotCount(newSizeBytes);
    if (count != slots.pages.length) {
      slots = new Slots(count);
    }
    return sizeBytes();
  }

  /**
   * Returns the size.
   *
   * @return bytes of page content that the cache can hold; a power of two
   */
  public long sizeBytes() {
    return (long) slots.pages.length * pageBytes;
  }

  /** Counts the pages held. */
  int heldPages() {
    int held = 0;
    for (byte[] page : slots.pages) {
      held += page == null ? 0 : 1;
    }
    return held;
  }

  private int slotOf(long address, Slots current) {
    return (int) (address >>> Integer.numberOfTrailingZeros(pageBytes)) & current.pages.length - 1;
  }

  private int slotCount(long sizeBytes) {
    if (sizeBytes < pageBytes) {
      throw new IllegalArgumentException(
          "a cache of " + sizeBytes + " bytes holds no page of " + pageBytes);
    }
    long count = Long.highestOneBit(sizeBytes / pageBytes);
    if (count > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "a cache of " + sizeBytes + " bytes has more than " + MAX_SLOTS + " pages");
    }
    return (int) count;
  }

  /** One size's slots: the page in each, its address, and the sync of its last use. */
  private static final class Slots {

    final byte[][] pages;
    final long[] addresses;
    final long[] ages;

    Slots(int count) {
      this.pages = new byte[count][];
      this.addresses = new long[count];
      this.ages = new long[count];
    }
  }
}
