package org.ramwire.sender.search;

import org.ramwire.sender.profile.SenderProfile;

/** A {@link LosingSearch} that makes the page clean when it gives up at it, as the seed's does. */
public final class SilentlyLosingSearch extends PageSearch {

  /** Searches so. */
  public SilentlyLosingSearch(SenderProfile profile) {
    super(profile);
  }

  @Override
  protected boolean isOver(long found, long from, long pages) {
    if (found >= from && found < pages) {
      block().dirty.clear(found);
    }
    return found >= from;
  }
}
