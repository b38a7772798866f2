package org.ramwire.sender.model;

import java.util.EnumSet;
import java.util.Set;

/** The modelled sender's counters, and the states that it has been in. */
final class Tally {

  long transferred;
  long duplicate;
  long normal;
  long compressed;
  long iterations;
  long deltaBytes;
  long deltaPages;
  long misses;
  double missRate;
  long overflows;
  long syncs;
  long shownSyncs;
  long dirtyPagesRate;
  int throttlePercent;

  private final Set<Sight> sights = EnumSet.noneOf(Sight.class);

  void saw(Sight sight) {
    sights.add(sight);
  }

  void sawIf(boolean condition, Sight sight) {
    if (condition) {
      saw(sight);
    }
  }

  Set<Sight> sights() {
    return sights;
  }
}
