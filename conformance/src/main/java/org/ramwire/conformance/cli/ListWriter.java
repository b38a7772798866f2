package org.ramwire.conformance.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * The command line's output for a long list, which ends the list when nobody reads on: print
 * writers keep that to themselves, and the rest of a long stream would be read for nothing.
 */
final class ListWriter extends Writer {

  /** Thrown through print writers and generators, which hold checked exceptions back. */
  static final class NobodyReadsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private NobodyReadsException() {
      super("standard output is closed", null, false, false);
    }
  }

  private final PrintWriter out;

  ListWriter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(char[] characters, int from, int length) {
    out.write(characters, from, length);
    check();
  }

  @Override
  public void flush() {
    out.flush();
    check();
  }

  private void check() {
    // After the command line's writer stands a print stream, which holds back as well.
    if (out.checkError() || System.out.checkError()) {
      throw new NobodyReadsException();
    }
  }

  @Override
  public void close() {}
}
