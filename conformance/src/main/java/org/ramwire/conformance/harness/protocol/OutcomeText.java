package org.ramwire.conformance.harness.protocol;

/** Outcomes as half a sentence: "it …". */
public final class OutcomeText {

  /** Shells and the JDK report a signal as an exit code above this. */
  private static final int SIGNAL_BASE = 128;

  private static final int MAX_SIGNAL = 64;

  private OutcomeText() {}

  public static String of(Outcome outcome) {
    String words = outcome.lastWords();
    String said = words == null || words.isEmpty() ? "" : ", last words: " + words;
    return switch (outcome.kind()) {
      case EXITED -> exited((Outcome.Exited) outcome) + said;
      case CRASHED -> "crashed: " + words;
      case TIMED_OUT ->
          "did not end within " + seconds(((Outcome.TimedOut) outcome).limit().toMillis()) + said;
      case OVER_LIMIT -> ((Outcome.OverLimit) outcome).what() + said;
      case MISSPOKE -> ((Outcome.Misspoke) outcome).answer() + said;
      case NOT_STARTED -> "could not be started: " + words;
    };
  }

  private static String exited(Outcome.Exited exited) {
    int signal = exited.code() - SIGNAL_BASE;
    return signal > 0 && signal <= MAX_SIGNAL
        ? "was ended by signal " + signal
        : "exited with " + exited.code();
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
