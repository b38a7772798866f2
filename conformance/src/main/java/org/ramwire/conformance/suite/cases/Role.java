package org.ramwire.conformance.suite.cases;

import java.util.Locale;

/** The roles that an implementation plays in a case. */
public enum Role {
  /** Reads a stream and writes images. */
  DECODE,
  /** Reads images and writes a stream. */
  ENCODE;

  /**
   * Returns the name of the role in case files and in {@code case.txt}, and of its command.
   *
   * @return a word
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
