package org.ramwire.conformance.lab.replay;

/** A replay that has left the capture's way. */
final class ReplayMismatch extends Exception {

  private static final long serialVersionUID = 1L;

  private final int progress;

  ReplayMismatch(int section, String detail) {
    this(section, detail, section);
  }

  private ReplayMismatch(int section, String detail, int progress) {
    super("section " + section + ", " + detail);
    this.progress = progress;
  }

  /** Tells of what is seen only after the last section. */
  static ReplayMismatch afterAll(int section, String detail) {
    return new ReplayMismatch(section, detail, Integer.MAX_VALUE - 1);
  }

  /** Tells that all sections are equal, and a counter is not. */
  static ReplayMismatch ofCounters() {
    return new ReplayMismatch(0, "counters", Integer.MAX_VALUE);
  }

  /** Returns how far the replay came, to be compared. */
  int progress() {
    return progress;
  }
}
