package org.ramwire.sender.model;

import java.util.List;

/**
 * One thing that is done to a sender and its guest. What the numbers mean depends on the kind; they
 * are taken modulo what there is, so that any numbers make sense.
 *
 * @param kind what is done
 * @param a which block, or an amount
 * @param b which page, or an amount
 * @param c which content
 * @param moments what happens during the call, if it is one
 */
record Step(Kind kind, int a, int b, int c, List<Moment> moments) {

  /** What is done. */
  enum Kind {
    WRITE,
    WRITE_MANY,
    RESIZE,
    PLUG,
    UNPLUG,
    CACHE,
    BANDWIDTH,
    CLOCK,
    TURN_WINDOW,
    ITERATE,
    PENDING,
    LONG_PERIOD,
    ROUND,
    SETUP,
    COMPLETE,
    CANCEL;

    boolean writes() {
      return this == WRITE || this == WRITE_MANY;
    }
  }

  /**
   * A step during a call.
   *
   * @param at before which page that is offered to the hook, from 1; 0 as the payload begins, -1 as
   *     it ends; -2 and below as the first block's written pages are taken, and so on
   * @param step what is done
   */
  record Moment(int at, Step step) {
    @Override
    public String toString() {
      return at + ":" + step;
    }
  }

  static Step of(Kind kind, int a, int b, int c) {
    return new Step(kind, a, b, c, List.of());
  }

  static Step of(Kind kind) {
    return of(kind, 0, 0, 0);
  }

  @Override
  public String toString() {
    return kind + "(" + a + "," + b + "," + c + ")" + (moments.isEmpty() ? "" : moments);
  }
}
