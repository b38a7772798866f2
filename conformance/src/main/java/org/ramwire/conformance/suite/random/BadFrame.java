package org.ramwire.conformance.suite.random;

/** What may be wrong outside the records so that every reader has to refuse the stream. */
enum BadFrame {
  NOTHING("", false),
  MAGIC("CON-001", false),
  VERSION("CON-002", false),
  RAM_VERSION("CON-016", false),
  FOOTER_ID("CON-020", true),
  PART_ID("CON-014", false),
  NO_EOF("CON-040", false),
  CUT("CON-050 CON-040", false),
  TOTAL("RAM-022 RAM-021 RAM-008 RAM-020 RAM-023 RAM-027", false);

  private final String clauses;
  private final boolean needsFooters;

  BadFrame(String clauses, boolean needsFooters) {
    this.clauses = clauses;
    this.needsFooters = needsFooters;
  }

  /** Returns the ids of the clauses that a reader may name, between spaces. */
  String clauses() {
    return clauses;
  }

  boolean needsFooters() {
    return needsFooters;
  }
}
