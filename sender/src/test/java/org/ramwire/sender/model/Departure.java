package org.ramwire.sender.model;

/**
 * Where this sender goes another way than the seed, on purpose. With all of them the model does as
 * the errata advise; without one it does what the seed's text says.
 */
enum Departure {
  /**
   * ERR-057: the last page of memory is sent although the first round ended on it; the seed finds
   * it last of all, takes it for one that it has passed, and clears its bit.
   */
  LAST_PAGE_IS_SENT,

  /**
   * ERR-066: the walk ends where it began although the block has shrunk below that; the seed goes
   * round without an end.
   */
  SHRUNK_BLOCK_ENDS_WALK,

  /**
   * ERR-065: a first round that begins anew ends although no page is due at all; the seed, which
   * has not rested anywhere yet, goes round without an end.
   */
  NEW_ROUND_MAY_FIND_NOTHING,

  /** ERR-055: the cache of sent pages is emptied when a first round begins anew. */
  NEW_ROUND_EMPTIES_CACHE,

  /** ERR-056: a page that a hook took does not count as one of its block that has been sent. */
  HOOKED_PAGE_NAMES_NO_BLOCK,

  /** ERR-056: a page that a hook took leaves the cache of sent pages. */
  HOOKED_PAGE_LEAVES_CACHE,

  /** ERR-060: a page that a hook took without stating bytes is not sent a second time. */
  HOOKED_PAGE_IS_NOT_SENT_TOO,

  /**
   * ERR-067: which pages are due is kept for each block, for the list as a call finds it, and
   * counted. The seed keeps one bitmap of all addresses and a running number: pages that it sends
   * although they are clean are taken from the number, those of a block that has gone stay in it,
   * and those of a block that fills a gap, or has grown, never come into it.
   */
  PAGES_ARE_KEPT_BY_BLOCK,

  /**
   * ERR-058: the walk leaves a block that has gone before the last stage; the seed walks on in it.
   */
  GONE_BLOCK_IS_LEFT,

  /**
   * ERR-058: the cache is emptied when a block has gone, since another one may get its addresses
   * before the last stage, which begins no first round.
   */
  GONE_BLOCK_EMPTIES_CACHE,

  /** ERR-039: a window has room for a section's head and a page, however small the bandwidth is. */
  WINDOW_HAS_ROOM_FOR_HEAD
}
