package org.ramwire.conformance.lab.scenario;

import java.util.List;
import java.util.stream.Stream;

/**
 * Pages that the guest writes at one time, each made by the same steps.
 *
 * @param block the block's index
 * @param pages the pages' indexes, in the order of writing
 * @param steps what each page becomes, from what it is; none rewrites it unchanged
 */
public record PageWrite(int block, List<Integer> pages, List<ContentStep> steps) {

  /**
   * Copies the lists.
   *
   * @param block the block's index
   * @param pages the pages' indexes, in the order of writing
   * @param steps what each page becomes, from what it is; none rewrites it unchanged
   */
  public PageWrite {
    pages = List.copyOf(pages);
    steps = List.copyOf(steps);
  }

  Stream<PageRef> refs() {
    return pages.stream().map(page -> new PageRef(block, page));
  }
}
