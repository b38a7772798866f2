package org.ramwire.conformance.lab.seedbuild;

/**
 * A look at the counters of a captured migration.
 *
 * @param seconds since the capture began
 * @param syncs how often the dirty log had been synced
 * @param periodPages pages that were found dirty in the period that was open
 */
public record CapturedSample(double seconds, long syncs, long periodPages) {}
