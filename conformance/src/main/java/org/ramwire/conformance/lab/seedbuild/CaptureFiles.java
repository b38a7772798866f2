package org.ramwire.conformance.lab.seedbuild;

import java.io.IOException;

/** The files of one capture, wherever they lie. */
public interface CaptureFiles {

  /**
   * Returns what messages call the capture.
   *
   * @return a folder as a person has named it, or a golden stream's id
   */
  String name();

  /**
   * Reads a file.
   *
   * @param file its name in the capture
   * @return all its bytes
   * @throws IOException if there is none, or it cannot be read
   */
  byte[] read(String file) throws IOException;
}
