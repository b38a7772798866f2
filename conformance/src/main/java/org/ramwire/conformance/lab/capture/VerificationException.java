package org.ramwire.conformance.lab.capture;

import java.io.IOException;

/** A capture that came to its end but is not what the scenario or the source's memory says. */
public final class VerificationException extends IOException {

  private static final long serialVersionUID = 1L;

  VerificationException(String message) {
    super(message);
  }
}
