package org.ramwire.sender.model;

/**
 * Where this sender goes another way than the seed, on purpose. With all of them the model does as
 * the errata advise; without one it does what the seed's text says.
 */
enum Departure {
  /**
   * The last page of memory is sent although the first round ended on it; the seed finds it last of
   * all, takes it for one that it has passed, and clears its bit.
   */
  LAST_PAGE_IS_SENT,

  /**
   * The walk ends where it began although the block has shrunk below that; the seed goes round
   * without an end.
   */
  SHRUNK_BLOCK_ENDS_WALK,

  /** ERR-055: the cache of sent pages is emptied when a first round begins anew. */
  NEW_ROUND_EMPTIES_CACHE,

  /** ERR-056: a page that a hook took does not count as one of its block that has been sent. */
  HOOKED_PAGE_NAMES_NO_BLOCK,

  /** ERR-056: a page that a hook took leaves the cache of sent pages. */
  HOOKED_PAGE_LEAVES_CACHE,

  /** A page that a hook took without stating bytes is not sent a second time. */
  HOOKED_PAGE_IS_NOT_SENT_TOO,

  /**
   * What remains is the pages that are dirty in the blocks that there are; the seed keeps a running
   * number, from which it also takes pages that it sends although they were clean.
   */
  REMAINING_IS_COUNTED
}
