package org.ramwire.codec.mapped;

import org.ramwire.format.Strictness;

/**
 * The clauses on mapped-ram files that the seed's build would not keep: here as the specification
 * has them.
 *
 * <p>What that build does otherwise stands in {@link SeedMappedRules} and nowhere else.
 */
sealed class MappedRules permits SeedMappedRules {

  static final int VERSION = 1;

  private static final MappedRules CLAUSES = new MappedRules();

  MappedRules() {}

  static MappedRules of(Strictness strictness) {
    return switch (strictness) {
      case STRICT -> CLAUSES;
      case SEED_BUILD -> SeedMappedRules.RULES;
    };
  }

  // MAP-001: "… a header of 28 bytes, of version 1."
  boolean takesVersion(int version) {
    return version == VERSION;
  }
}
