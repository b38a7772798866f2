package org.ramwire.codec.container;

/** The subsections that a configuration may have (CON-005). */
enum ConfigurationSubsection {
  /** The page size, as a power of two (CON-006). */
  TARGET_PAGE_BITS("configuration/target-page-bits"),
  /** What is on that both sides must agree on (CON-007). */
  CAPABILITIES("configuration/capabilities"),
  /** The machine's UUID (CON-008). */
  UUID("configuration/uuid");

  private final String wireName;

  ConfigurationSubsection(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name on the wire. */
  String wireName() {
    return wireName;
  }

  /** Finds a subsection by its name, or null. */
  static ConfigurationSubsection byName(String name) {
    for (ConfigurationSubsection subsection : values()) {
      if (subsection.wireName.equals(name)) {
        return subsection;
      }
    }
    return null;
  }
}
