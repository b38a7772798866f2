package org.ramwire.conformance.cli;

import java.io.PrintWriter;

/** A command that prints one JSON document if it is told to, also when it fails. */
interface JsonOutput {

  /**
   * Returns what takes the document of a failure.
   *
   * @return the writer; null if people read what the command prints, or if its document is out
   */
  PrintWriter errorOutput();
}
