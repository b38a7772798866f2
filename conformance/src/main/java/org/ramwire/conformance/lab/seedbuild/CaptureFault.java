package org.ramwire.conformance.lab.seedbuild;

import java.io.IOException;

/** A capture's file that says what no capture says, or something that no replay can follow. */
public final class CaptureFault extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells which file, where in it, and what is wrong.
   *
   * @param place the capture, the file and the field
   * @param detail what was expected
   */
  public CaptureFault(String place, String detail) {
    super(place + ": " + detail);
  }
}
