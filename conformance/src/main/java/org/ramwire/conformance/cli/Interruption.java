package org.ramwire.conformance.cli;

import java.io.Closeable;

/** One line for a person who ends the process in the middle of its work. */
final class Interruption implements Closeable {

  private final Thread hook;

  /** Prints from now on. */
  Interruption(String consequence) {
    hook =
        new Thread(
            () -> System.err.println("ramwire: interrupted: " + consequence), "interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: nothing has been begun.
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running.
    }
  }
}
