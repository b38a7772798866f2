package org.ramwire.conformance.cli;

import java.io.PrintStream;

/** How far a capture has come, on a terminal; on anything else it stays silent. */
final class CaptureProgress implements Runnable {

  private static final long INTERVAL_NANOS = 200_000_000;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final String scenario;
  private final PrintStream terminal = Progress.terminal();
  private long records;
  private long shownNanos = System.nanoTime();

  CaptureProgress(String scenario) {
    this.scenario = scenario;
  }

  @Override
  public void run() {
    records++;
    long now = System.nanoTime();
    if (terminal != null && now - shownNanos >= INTERVAL_NANOS) {
      shownNanos = now;
      terminal.print(ERASE_LINE + scenario + ": " + records + " record(s)");
      terminal.flush();
    }
  }

  /** Shows at once what is being done. */
  void show(String what) {
    if (terminal != null) {
      terminal.print(ERASE_LINE + scenario + ": " + what);
      terminal.flush();
    }
  }

  void end() {
    if (terminal != null) {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
  }
}
