package org.ramwire.conformance.lab.scenario;

import java.util.List;

/**
 * The records that concern a page, in order.
 *
 * @param page which
 * @param records each one's kind, with {@code :bytes} where the payload's length is expected too
 */
public record PageExpectation(PageRef page, List<String> records) {

  /**
   * Copies the list.
   *
   * @param page which
   * @param records each one's kind, with {@code :bytes} where the payload's length is expected too
   */
  public PageExpectation {
    records = List.copyOf(records);
  }
}
