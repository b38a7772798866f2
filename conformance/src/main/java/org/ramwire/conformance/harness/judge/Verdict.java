package org.ramwire.conformance.harness.judge;

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
  /** Its answer is right, though the file of expected failures says that it fails. */
  XPASS,
  /** It has failed in the way that the file of expected failures says. */
  XFAIL,
  /** It says that it lacks what the case needs. */
  UNSUPPORTED,
  /** Its answer is right. */
  PASS;

  /**
   * Tells whether the verdict is one that a person has to act on.
   *
   * @return false for PASS, UNSUPPORTED and XFAIL
   */
  public boolean bad() {
    return this != PASS && this != UNSUPPORTED && this != XFAIL;
  }
}
