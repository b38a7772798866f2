package org.ramwire.conformance.cli;

import java.io.Closeable;

/** One line for a person who ends the process in the middle of its work. */
final class Interruption implements Closeable {

  private final Thread hook;
  private volatile String consequence;

  /** Prints from now on. */
  Interruption(String consequence) {
    this.consequence = consequence;
    hook =
        new Thread(
            () -> System.err.println("ramwire: interrupted: " + this.consequence), "interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: nothing has been begun.
    }
  }

  /** Changes what an interruption means. */
  void consequence(String meaning) {
    consequence = meaning;
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
