package org.ramwire.conformance.lab.scenario;

import java.util.List;

/**
 * Writes that make a further round of a migration.
 *
 * @param after the page whose first record since the round before sets them off
 * @param writes what is written then
 */
public record Round(PageRef after, List<PageWrite> writes) {

  /**
   * Copies the list.
   *
   * @param after the page whose first record since the round before sets them off
   * @param writes what is written then
   */
  public Round {
    writes = List.copyOf(writes);
  }
}
