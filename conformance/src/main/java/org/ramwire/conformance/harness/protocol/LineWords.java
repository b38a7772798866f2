package org.ramwire.conformance.harness.protocol;

/** The words of a line of a task file. */
final class LineWords {

  private LineWords() {}

  /**
   * Splits a line's value at its first spaces; the last word holds the rest.
   *
   * @param value the line without its key
   * @param least how many words the line has
   * @param most how many words the line may have
   * @throws IllegalArgumentException if there are fewer words than the line has
   */
  static String[] of(String value, int least, int most) {
    String[] words = value.split(" ", most);
    if (words.length < least) {
      throw new IllegalArgumentException(least + " words expected, found " + words.length);
    }
    return words;
  }
}
