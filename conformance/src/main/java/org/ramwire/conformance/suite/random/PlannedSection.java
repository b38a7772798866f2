package org.ramwire.conformance.suite.random;

import java.util.List;

/**
 * A payload of the ram section after START's, and what stands before it.
 *
 * @param extra what stands before it
 * @param steps its records
 */
record PlannedSection(Extra extra, List<Step> steps) {

  /** What may stand between two pieces of the ram section. */
  enum Extra {
    NOTHING,
    DEVICE,
    COMMAND
  }

  PlannedSection {
    steps = List.copyOf(steps);
  }

  PlannedSection with(List<Step> other) {
    return new PlannedSection(extra, other);
  }
}
