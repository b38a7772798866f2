package org.ramwire.conformance.lab.qemu;

/** A scenario that a build of QEMU cannot play, for it lacks what the scenario needs. */
public final class UnplayableException extends CaptureException {

  private static final long serialVersionUID = 1L;

  UnplayableException(String message) {
    super(message);
  }
}
