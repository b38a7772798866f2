package org.ramwire.conformance.harness.program;

import java.util.Locale;

/** How a program of its own is reached. */
public enum ProgramMode {
  /** By a session if it names the feature {@code serve}, else by one run for each case. */
  AUTO,
  /** By a session. */
  SESSION,
  /** By one run for each case. */
  ONE_SHOT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
