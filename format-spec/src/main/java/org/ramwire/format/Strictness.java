package org.ramwire.format;

/** How a reader takes what the clauses forbid and a measured build of QEMU accepts. */
public enum Strictness {
  /** By the clauses. The default. */
  STRICT,
  /**
   * Like the build of the seed's own commit, entry by entry of {@code leniency.md}: accepts what it
   * accepts, refuses what it refuses.
   */
  SEED_BUILD
}
