package org.ramwire.sender.model;

import java.util.Set;

/** What the modelled sender is told at its start. */
record ModelSettings(
    int pageBytes,
    boolean deltas,
    long cacheBytes,
    boolean compression,
    int compressionLevel,
    long bandwidth,
    boolean autoConverge,
    int throttleFirst,
    int throttleStep,
    Set<Departure> departures) {

  boolean departs(Departure departure) {
    return departures.contains(departure);
  }
}
