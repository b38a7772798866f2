package org.ramwire.conformance.files;

/** A line of text that a stranger has chosen, made fit for a terminal and for reports. */
public final class OneLine {

  private static final char UNSEEN = '?';

  private OneLine() {}

  /**
   * Replaces what is no visible character: controls, ends of lines, marks that turn the direction
   * of writing, halves of surrogate pairs.
   *
   * @param text any text
   * @return a text of as many characters, each of which can be seen
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(OneLine::visible).forEach(line::appendCodePoint);
    return line.toString();
  }

  /**
   * Does the same, and cuts what is too long.
   *
   * @param text any text
   * @param maxChars how many UTF-16 units may be left of it
   * @return the text, with an ellipsis if it was cut
   */
  public static String of(String text, int maxChars) {
    if (text.length() <= maxChars) {
      return of(text);
    }
    boolean splits = Character.isHighSurrogate(text.charAt(maxChars - 1));
    return of(text.substring(0, splits ? maxChars - 1 : maxChars)) + "…";
  }

  private static int visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          UNSEEN;
      default -> character;
    };
  }
}
