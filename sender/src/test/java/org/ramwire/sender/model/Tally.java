package org.ramwire.sender.model;

import java.util.EnumMap;
import java.util.Map;

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

  private final Map<Sight, Integer> sights = new EnumMap<>(Sight.class);

  void saw(Sight sight) {
    sights.merge(sight, 1, Integer::sum);
  }

  void sawIf(boolean condition, Sight sight) {
    if (condition) {
      saw(sight);
    }
  }

  Map<Sight, Integer> sights() {
    return sights;
  }
}
