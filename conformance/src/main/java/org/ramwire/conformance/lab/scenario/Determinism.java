package org.ramwire.conformance.lab.scenario;

/** How much of a stream is the same when a scenario is captured again. */
public enum Determinism {
  /** Every byte. */
  STREAM,
  /** The payloads of the ram section, each byte; devices differ. */
  RAM,
  /** The records of the ram section as a set; their order and grouping differ. */
  RECORDS
}
