package org.ramwire.conformance.capture;

import java.io.IOException;

/** A real QEMU that could not be driven: the message says in one line what was tried and failed. */
public sealed class CaptureException extends IOException permits UnplayableException {

  private static final long serialVersionUID = 1L;

  CaptureException(String message) {
    super(message);
  }

  CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
