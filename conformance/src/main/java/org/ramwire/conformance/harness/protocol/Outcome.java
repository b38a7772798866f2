package org.ramwire.conformance.harness.protocol;

import java.time.Duration;

/** How one run of an implementation ended. */
public sealed interface Outcome {

  /** The choices. */
  enum Kind {
    /** It ended by itself, with an exit code. */
    EXITED,
    /** It threw what it should not, or ended where it should have answered. */
    CRASHED,
    /** It was stopped because its time was over. */
    TIMED_OUT,
    /** It was stopped because it took too much: output, disk or memory. */
    OVER_LIMIT,
    /** It answered with something that is no answer: of a session. */
    MISSPOKE,
    /** It could not be started. */
    NOT_STARTED
  }

  /**
   * Returns which of the choices this is.
   *
   * @return the kind, for a switch
   */
  Kind kind();

  /**
   * Returns the last thing that it said, for people.
   *
   * @return one line or none
   */
  String lastWords();

  /**
   * It ended by itself.
   *
   * @param code the exit code
   * @param diagnosis why it has refused the stream, or null if it cannot be asked
   * @param lastWords the last line that it wrote to standard error
   */
  record Exited(int code, Diagnosis diagnosis, String lastWords) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.EXITED;
    }
  }

  /**
   * It threw what it should not, or ended in the middle of a session.
   *
   * @param lastWords the exception, or how it ended
   */
  record Crashed(String lastWords) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.CRASHED;
    }
  }

  /**
   * Its time was over.
   *
   * @param limit how much it had
   * @param lastWords the last line that it wrote to standard error
   */
  record TimedOut(Duration limit, String lastWords) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.TIMED_OUT;
    }
  }

  /**
   * It took too much.
   *
   * @param what what it did, and how much it might have taken
   * @param lastWords the last line that it wrote to standard error
   */
  record OverLimit(String what, String lastWords) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.OVER_LIMIT;
    }
  }

  /**
   * It answered with something that is no answer.
   *
   * @param answer what it wrote, and what was expected
   * @param lastWords the last line that it wrote to standard error
   */
  record Misspoke(String answer, String lastWords) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.MISSPOKE;
    }
  }

  /**
   * It could not be started.
   *
   * @param lastWords why not
   */
  record NotStarted(String lastWords) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.NOT_STARTED;
    }
  }
}
