package org.ramwire.conformance.lab.linux;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What the guest does while it is recorded: each a shell script for busybox. */
public enum Workload {
  /** Nothing but a line in a log once a second. */
  IDLE,
  /** Files written, searched, compressed, packed and deleted as a compiler's run does. */
  CHURN,
  /** Updates of records in the memory of one process, with a journal. */
  DATABASE;

  /**
   * Returns its name on the command line and as a folder.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the script that does it. */
  byte[] script() {
    return resource(this + ".sh");
  }

  /** Returns the script of the guest's first program. */
  static byte[] init() {
    return resource("init.sh");
  }

  private static byte[] resource(String name) {
    try (InputStream stream = Workload.class.getResourceAsStream("/linux/" + name)) {
      if (stream == null) {
        throw new AssertionError("no resource /linux/" + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
