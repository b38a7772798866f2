package org.ramwire.codec.container;

import java.io.IOException;

/** The subsections that a configuration may have (CON-005). */
enum ConfigurationSubsection {
  /** The page size, as a power of two (CON-006). */
  TARGET_PAGE_BITS("configuration/target-page-bits", ConfigurationReader::readTargetPageBits),
  /** What is on that both sides must agree on (CON-007). */
  CAPABILITIES("configuration/capabilities", ConfigurationReader::readCapabilities),
  /** The machine's UUID (CON-008). */
  UUID("configuration/uuid", ConfigurationReader::readUuid);

  private final String wireName;
  private final Content content;

  /** The reading of what stands after a subsection's version. */
  private interface Content {
    void readBy(ConfigurationReader reader) throws IOException;
  }

  ConfigurationSubsection(String wireName, Content content) {
    this.wireName = wireName;
    this.content = content;
  }

  /** Returns the name on the wire. */
  String wireName() {
    return wireName;
  }

  /** Lets a reader take the content. */
  void readBy(ConfigurationReader reader) throws IOException {
    content.readBy(reader);
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
