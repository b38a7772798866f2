package org.ramwire.conformance.harness.miniature;

/** What the miniature does with a stream that it does not take. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean cut;

  private Refused(String reason, boolean cut) {
    super(reason);
    this.cut = cut;
  }

  static Refused because(String reason) {
    return new Refused(reason, false);
  }

  static Refused cut(String what) {
    return new Refused("the input ends inside " + what, true);
  }

  /** Tells whether the input has ended inside an element. */
  boolean cut() {
    return cut;
  }
}
