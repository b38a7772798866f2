package org.ramwire.sender;

/**
 * The seed's search, which loses a page (ERR-057): back in the block where it began, it gives up at
 * the page where it began, though the bulk stage has not looked at that one.
 */
final class LosingSearch extends PageSearch {

  LosingSearch(SenderProfile profile) {
    super(profile);
  }

  @Override
  boolean isOver(long found, long from, long pages) {
    return found >= from;
  }
}
