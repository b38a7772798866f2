package org.ramwire.sender.search;

import org.ramwire.sender.profile.SenderProfile;

/**
 * The seed's search, which loses a page (ERR-057): back in the block where it began, it gives up at
 * the page where it began, though the bulk stage has not looked at that one.
 */
public final class LosingSearch extends PageSearch {

  /** Searches so. */
  public LosingSearch(SenderProfile profile) {
    super(profile);
  }

  @Override
  protected boolean isOver(long found, long from, long pages) {
    return found >= from;
  }
}
