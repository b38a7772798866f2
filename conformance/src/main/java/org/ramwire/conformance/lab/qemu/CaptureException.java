package org.ramwire.conformance.lab.qemu;

import java.io.IOException;

/** A real QEMU that could not be driven: the message says in one line what was tried and failed. */
public sealed class CaptureException extends IOException permits UnplayableException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one without a cause.
   *
   * @param message what was tried and failed
   */
  public CaptureException(String message) {
    super(message);
  }

  /**
   * Makes one with a cause.
   *
   * @param message what was tried and failed
   * @param cause what failed beneath
   */
  public CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
