package org.ramwire.conformance.scenario;

import java.io.IOException;

/** A scenario or machine file that does not say what it must; the message names the place. */
public final class ScenarioException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the place and what is wrong there.
   *
   * @param place file and field
   * @param detail what was expected
   */
  public ScenarioException(String place, String detail) {
    super(place + ": " + detail);
  }
}
