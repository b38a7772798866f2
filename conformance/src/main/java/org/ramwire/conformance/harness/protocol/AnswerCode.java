package org.ramwire.conformance.harness.protocol;

/** The exit codes by which an implementation answers (RWCP/1). Constants only. */
public final class AnswerCode {

  /** The stream was taken, and the images are written. */
  public static final int DONE = 0;

  /** The stream was refused. */
  public static final int REJECTED = 10;

  /** The case needs a feature that the implementation lacks. */
  public static final int UNSUPPORTED = 20;

  /** The folder could not be read or written: nothing to do with the stream. */
  public static final int HARNESS = 30;

  private AnswerCode() {}
}
