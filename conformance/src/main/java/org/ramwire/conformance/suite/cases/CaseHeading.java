package org.ramwire.conformance.suite.cases;

import java.util.List;
import org.ramwire.format.Clause;

/**
 * What a case is about, for people.
 *
 * @param id unique, for example {@code RAM-ZERO-003}
 * @param group the folder that the case is in, for example {@code zero}
 * @param title a phrase that says what the stream holds
 * @param clauses the clauses that the case tests, the first before all
 * @param source where the expectation comes from
 * @param why one sentence: what a wrong implementation would do
 */
public record CaseHeading(
    String id, String group, String title, List<Clause> clauses, String source, String why) {

  /**
   * Copies the list.
   *
   * @param id unique
   * @param group the folder that the case is in
   * @param title what the stream holds
   * @param clauses the clauses that the case tests; at least one
   * @param source where the expectation comes from
   * @param why one sentence
   */
  public CaseHeading {
    clauses = List.copyOf(clauses);
    if (clauses.isEmpty()) {
      throw new IllegalArgumentException("case " + id + " tests no clause");
    }
  }
}
