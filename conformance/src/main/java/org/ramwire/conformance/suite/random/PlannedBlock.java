package org.ramwire.conformance.suite.random;

/**
 * A block that the receiver has.
 *
 * @param key what steps name it by, whatever else is taken away
 * @param name its idstr
 * @param pages its length
 * @param before the first byte of what it held before the stream, or -1 for zero
 * @param listed whether the stream's list names it
 */
record PlannedBlock(int key, String name, int pages, int before, boolean listed) {

  PlannedBlock withPages(int fewer) {
    return new PlannedBlock(key, name, fewer, before, listed);
  }

  PlannedBlock withName(String other) {
    return new PlannedBlock(key, other, pages, before, listed);
  }

  PlannedBlock blank() {
    return new PlannedBlock(key, name, pages, -1, listed);
  }
}
