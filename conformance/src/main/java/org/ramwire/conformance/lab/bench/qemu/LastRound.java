package org.ramwire.conformance.lab.bench.qemu;

/**
 * What the last round of a migration took.
 *
 * @param processorNanos processor time of QEMU's threads of migration; -1 if the system does not
 *     tell
 * @param migrateNanos by the clock: what {@code query-migrate} counted, in milliseconds
 * @param payloadBytes of the history's pages, once each
 * @param plainPages how many of them went as they are
 */
record LastRound(long processorNanos, long migrateNanos, long payloadBytes, int plainPages) {

  /** Returns processor time, or time by the clock where that is not known. */
  long nanos() {
    return processorNanos >= 0 ? processorNanos : migrateNanos;
  }
}
