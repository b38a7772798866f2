package org.ramwire.codec.mapped;

/** What is taken of mapped-ram files where the seed's build is followed: {@code leniency.md}. */
final class SeedMappedRules extends MappedRules {

  static final MappedRules RULES = new SeedMappedRules();

  private SeedMappedRules() {}

  /** LEN-036: a mapped-ram header of version 0. */
  @Override
  boolean takesVersion(int version) {
    return version == VERSION || version == 0;
  }
}
