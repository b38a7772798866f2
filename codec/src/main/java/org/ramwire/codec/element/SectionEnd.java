package org.ramwire.codec.element;

/** How a reader knew where a section ends. */
public enum SectionEnd {
  /** Its content has a grammar that tells (CON-060 to CON-065, and the ram section's records). */
  GRAMMAR("grammar"),
  /** The description at the input's end states its size (CON-068). */
  DESCRIPTION("description"),
  /** A search found a footer with a plausible element after it (CON-022). */
  SEARCH("search");

  private final String word;

  SectionEnd(String word) {
    this.word = word;
  }

  /**
   * Returns the word for reports.
   *
   * @return lower case
   */
  public String word() {
    return word;
  }
}
