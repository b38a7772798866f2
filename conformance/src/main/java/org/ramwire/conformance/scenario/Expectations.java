package org.ramwire.conformance.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a capture of a scenario must show.
 *
 * @param determinism how much comes out the same again
 * @param totals how many records of a kind, or {@code PART} sections, there are in all
 * @param pages what happens to single pages
 */
public record Expectations(
    Determinism determinism, Map<String, Integer> totals, List<PageExpectation> pages) {

  /**
   * Copies the lists.
   *
   * @param determinism how much comes out the same again
   * @param totals how many records of a kind, or {@code PART} sections, there are in all
   * @param pages what happens to single pages
   */
  public Expectations {
    totals = Map.copyOf(new TreeMap<>(totals));
    pages = List.copyOf(pages);
  }
}
