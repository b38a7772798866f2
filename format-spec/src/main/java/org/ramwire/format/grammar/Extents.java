package org.ramwire.format.grammar;

/** Where device sections end whose content has no known grammar (CON-022). */
@FunctionalInterface
public interface Extents {

  /**
   * Finds the end of a section's payload.
   *
   * @param offset where the payload starts, in bytes from the stream's first
   * @param sectionId the section's id
   * @return its length in bytes, or -1 if it is not known
   */
  long length(int offset, int sectionId);
}
