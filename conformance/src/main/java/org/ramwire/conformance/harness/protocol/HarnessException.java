package org.ramwire.conformance.harness.protocol;

/** Trouble between the kit and an implementation that says nothing about the latter's codec. */
public final class HarnessException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Reports trouble.
   *
   * @param detail what was expected and what was found
   */
  public HarnessException(String detail) {
    super(detail);
  }
}
