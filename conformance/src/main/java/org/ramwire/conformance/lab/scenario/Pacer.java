package org.ramwire.conformance.lab.scenario;

import java.util.List;

/**
 * Pages that every round sends last, so that there is time for the next round's writes.
 *
 * <p>A sender scans in a ring. While the pacer's pages go out, all others of the round are on the
 * wire and can be written for the next. The first pacer page's record sets a round off, and each
 * pacer page is written again right after its own record, so that it ends that round as well.
 *
 * @param pages in the order in which a sender sends them
 * @param steps the change that each write makes; it must change something
 */
public record Pacer(List<PageRef> pages, List<ContentStep> steps) {

  /**
   * Copies the lists.
   *
   * @param pages in the order in which a sender sends them
   * @param steps the change that each write makes; it must change something
   * @throws IllegalArgumentException if one of them is empty
   */
  public Pacer {
    pages = List.copyOf(pages);
    steps = List.copyOf(steps);
    if (pages.isEmpty() || steps.isEmpty()) {
      throw new IllegalArgumentException("a pacer has pages and content");
    }
  }
}
