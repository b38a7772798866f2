package org.ramwire.conformance.lab.scenario;

import java.io.IOException;
import org.ramwire.conformance.files.OneLine;

/** A scenario or machine file that does not say what it must; the message names the place. */
public final class ScenarioException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Whoever wrote the file chose the words that are cited. */
  private static final int MAX_CHARS = 300;

  /**
   * Names the place and what is wrong there.
   *
   * @param place file and field
   * @param detail what was expected
   */
  public ScenarioException(String place, String detail) {
    super(OneLine.of(place, MAX_CHARS) + ": " + OneLine.of(detail, MAX_CHARS));
  }
}
