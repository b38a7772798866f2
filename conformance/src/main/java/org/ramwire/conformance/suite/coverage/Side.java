package org.ramwire.conformance.suite.coverage;

import java.util.Locale;

/** The three ways in which a clause is put to the test. */
public enum Side {
  /** A stream that keeps the clause and has to be taken. */
  POSITIVE,
  /** A stream that breaks it and has to be refused. */
  NEGATIVE,
  /** What an encoder writes is held against it. */
  WRITER;

  /**
   * Returns the name in the waiver file and in reports.
   *
   * @return a word
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
