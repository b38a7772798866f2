package org.ramwire.codec.element;

import org.ramwire.format.SectionType;

/**
 * The head of a section (CON-011).
 *
 * @param offset where the section starts
 * @param type {@link SectionType#START}, PART, END or FULL
 * @param id the section's number in its stream
 * @param name the name, as printable text; of PART and END the one that their START gave
 * @param instance the instance, likewise
 * @param version the version, likewise
 */
public record SectionHeader(long offset, int type, int id, String name, int instance, int version) {

  /** The name of the section that carries guest memory. */
  public static final String RAM = "ram";

  /**
   * Tells whether the section carries guest memory.
   *
   * @return true for the ram section
   */
  public boolean isRam() {
    return RAM.equals(name);
  }

  /**
   * Returns the type's name.
   *
   * @return START, PART, END or FULL
   */
  public String typeName() {
    return switch (type) {
      case SectionType.START -> "START";
      case SectionType.PART -> "PART";
      case SectionType.END -> "END";
      case SectionType.FULL -> "FULL";
      default -> throw new IllegalStateException("section type " + type);
    };
  }
}
