package org.ramwire.conformance.suite.random;

import org.ramwire.conformance.suite.cases.Feature;

/** What may be wrong with one record so that every reader has to refuse it. */
enum BadRecord {
  UNDEFINED_FLAG("RAM-004", null),
  NO_KIND("RAM-003", null),
  TWO_KINDS("RAM-003", null),
  FULL("RAM-005", null),
  CONTINUE_ON_EOS("RAM-006", null),
  EOS_ADDRESS("RAM-071", null),
  HOOK("RAM-080", null),
  SECOND_LIST("RAM-026", null),
  NAME_UNKNOWN("RAM-009", null),
  NAME_WITH_NUL("RAM-008", null),
  NAME_EMPTY("RAM-009", null),
  BEHIND_BLOCK("RAM-012", null),
  FAR_BEHIND_BLOCK("RAM-012", null),
  ENCODING("RAM-050", Feature.XBZRLE),
  DELTA_TOO_LONG("RAM-051", Feature.XBZRLE),
  NZRUN_ZERO("XBZ-007", Feature.XBZRLE),
  ZRUN_ZERO("XBZ-005", Feature.XBZRLE),
  ZRUN_LAST("XBZ-010", Feature.XBZRLE),
  NZRUN_PAST_DELTA("XBZ-009", Feature.XBZRLE),
  ULEB_OF_THREE("XBZ-002", Feature.XBZRLE),
  PAYLOAD_EMPTY("RAM-060", Feature.COMPRESS),
  PAYLOAD_TOO_LONG("RAM-060", Feature.COMPRESS),
  CHECKSUM("RAM-061", Feature.COMPRESS),
  PAGE_SHORT("RAM-062", Feature.COMPRESS),
  BEHIND_ZLIB("RAM-063", Feature.COMPRESS);

  private final String clause;
  private final Feature feature;

  BadRecord(String clause, Feature feature) {
    this.clause = clause;
    this.feature = feature;
  }

  /** Returns the id of the clause that it breaks. */
  String clause() {
    return clause;
  }

  /** Returns what a reader needs to see the fault and not something unknown, or null. */
  Feature feature() {
    return feature;
  }
}
