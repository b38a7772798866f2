package org.ramwire.conformance.suite.cases;

import java.util.Optional;
import java.util.stream.Stream;

/** What kind of file a case's stream is. */
public enum CaseProfile {
  /** Any migration file: configuration, device sections, commands and description as they come. */
  MIGRATION("migration"),
  /** A migration file of header, ram section and EOF. */
  RAM_ONLY("ram-only"),
  /** The ram section's payloads alone, one after the other, each through its EOS. */
  BODY("body"),
  /** A file of header, ram section and EOF as QEMU writes it, byte for byte: of encoders alone. */
  QEMU_IDENTICAL("qemu-identical");

  private final String label;

  CaseProfile(String label) {
    this.label = label;
  }

  /**
   * Returns the name in case files and in {@code case.txt}.
   *
   * @return a word such as {@code ram-only}
   */
  public String label() {
    return label;
  }

  /**
   * Finds a profile by its name.
   *
   * @param label a word such as {@code ram-only}
   * @return the profile, or empty if none has that name
   */
  public static Optional<CaseProfile> byLabel(String label) {
    return Stream.of(values()).filter(profile -> profile.label.equals(label)).findFirst();
  }
}
