package org.ramwire.conformance.lab.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * The choices of a replay that nothing but what follows them can judge, tried in order: the last
 * one first, until all have been tried. Not thread-safe.
 */
final class Choices {

  private final List<Integer> taken = new ArrayList<>();
  private int next;

  /** Chooses between the likely and the other. */
  boolean isOther() {
    if (next == taken.size()) {
      taken.add(0);
    }
    return taken.get(next++) == 1;
  }

  /** Goes on to the next way to choose; false if there is none. */
  boolean advance() {
    next = 0;
    while (!taken.isEmpty() && taken.get(taken.size() - 1) == 1) {
      taken.remove(taken.size() - 1);
    }
    if (taken.isEmpty()) {
      return false;
    }
    taken.set(taken.size() - 1, 1);
    return true;
  }

  /** Forgets the choices of which a replay has not come to be asked again. */
  void cutToAsked() {
    taken.subList(next, taken.size()).clear();
  }
}
