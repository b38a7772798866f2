package org.ramwire.conformance.cli;

import java.io.PrintWriter;
import java.util.Arrays;

/** The watch over encoders that end the JVM, so that such a run does not look like a good one. */
final class ExitByEncoder {

  private ExitByEncoder() {}

  /** Starts to watch; returns what {@link #stop} takes. */
  static Thread watch(PrintWriter err) {
    Thread hook = new Thread(() -> end(err), "tell that an encoder ended the JVM");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  /** Stops watching. */
  static void stop(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, whoever ended it.
    }
  }

  /** A signal ends the JVM from a thread of its own, an encoder from the one that runs it. */
  private static void end(PrintWriter err) {
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (thread.getName().startsWith("bench") && calls(stack, "exit")) {
                err.println(
                    "ramwire: an encoder called System.exit, so nothing is reported; measure the"
                        + " others without it");
                err.flush();
                Runtime.getRuntime().halt(ExitCode.CASE_FAILED);
              }
            });
  }

  private static boolean calls(StackTraceElement[] stack, String method) {
    return Arrays.stream(stack)
        .anyMatch(
            frame ->
                frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals(method));
  }
}
