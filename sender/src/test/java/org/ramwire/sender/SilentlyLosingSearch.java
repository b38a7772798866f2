package org.ramwire.sender;

/** A {@link LosingSearch} that makes the page clean when it gives up at it, as the seed's does. */
final class SilentlyLosingSearch extends PageSearch {

  SilentlyLosingSearch(SenderProfile profile) {
    super(profile);
  }

  @Override
  boolean isOver(long found, long from, long pages) {
    if (found >= from && found < pages) {
      block().dirty.clear(found);
    }
    return found >= from;
  }
}
