package org.ramwire.conformance.verify;

/** What a case's run amounts to, the worst first. */
public enum Verdict {
  /** The folder could not be read or written, or a session's line was no answer. */
  HARNESS,
  /** It ended in a way that is no answer. */
  CRASH,
  /** It did not end in time. */
  TIMEOUT,
  /** It took more than it may: output, disk or memory. */
  RESOURCE,
  /** Its answer is wrong. */
  FAIL,
  /** It says that it lacks what the case needs. */
  UNSUPPORTED,
  /** Its answer is right. */
  PASS;

  /**
   * Tells whether the verdict is one that a person has to act on.
   *
   * @return false for PASS and UNSUPPORTED
   */
  public boolean bad() {
    return this != PASS && this != UNSUPPORTED;
  }
}
