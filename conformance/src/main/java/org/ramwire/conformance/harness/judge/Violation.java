package org.ramwire.conformance.harness.judge;

import org.ramwire.format.Clause;

/**
 * Something that an encoder's stream has wrong.
 *
 * @param clause the clause that it breaks, or null if the case asks for something else
 * @param offset where, in bytes from the stream's first
 * @param message what was found and what was expected; without clause and offset
 */
public record Violation(Clause clause, long offset, String message) {

  /**
   * Returns all as one line.
   *
   * @return such as {@code RAM-041 at 0x6a: fill byte ab: expected 00}
   */
  public String text() {
    String where = " at 0x" + Long.toHexString(offset) + ": ";
    return (clause == null ? "the case" : clause.id()) + where + message;
  }
}
