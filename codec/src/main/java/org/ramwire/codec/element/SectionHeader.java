package org.ramwire.codec.element;

import org.ramwire.format.ElementType;
import org.ramwire.format.StreamConstants;

/**
 * The head of a section (CON-011).
 *
 * @param offset where the section starts
 * @param type {@link ElementType#START}, PART, END or FULL
 * @param id the section's number in its stream
 * @param name the name, as printable text; of PART and END the one that their START gave
 * @param instance the instance, likewise
 * @param version the version, likewise
 */
public record SectionHeader(
    long offset, ElementType type, int id, String name, int instance, int version) {

  /**
   * Checks that the type is a section's.
   *
   * @param offset where the section starts
   * @param type START, PART, END or FULL
   * @param id the section's number in its stream
   * @param name the name, as printable text
   * @param instance the instance
   * @param version the version
   */
  public SectionHeader {
    if (!type.isSection()) {
      throw new IllegalArgumentException("a section of type " + type);
    }
  }

  /**
   * Tells whether the section carries guest memory.
   *
   * @return true for the ram section
   */
  public boolean isRam() {
    return StreamConstants.RAM.equals(name);
  }
}
