package org.ramwire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A name off the wire as text that may go to a terminal or into a report.
 *
 * <p>What can be seen stays: letters, digits, punctuation, symbols and the plain space. Every other
 * byte is escaped as {@code \xNN}: controls, ends of lines, marks that turn the direction of
 * writing, marks that sit on their neighbour, spaces of other widths, characters of no width or of
 * no meaning. So is a backslash, and a quote at the start. The bytes can be told from the text: two
 * different names never give one.
 */
public final class PrintableName {

  /** What stands for the empty name where something has to. */
  static final String EMPTY = "\"\"";

  /**
   * Letters by their category, which nevertheless show nothing: Hangul fillers, a Braille blank.
   */
  private static final String BLANK = "\u115f\u1160\u3164\uffa0\u2800";

  private PrintableName() {}

  /**
   * Shows bytes.
   *
   * @param name the name's bytes
   * @return text that is safe to print; the empty name is an empty text
   */
  public static String of(byte[] name) {
    String text = decoded(name);
    StringBuilder shown = new StringBuilder(name.length);
    if (text == null) {
      for (byte b : name) {
        append(shown, b & 0xff, b >= 0);
      }
    } else {
      text.codePoints().forEach(character -> append(shown, character, true));
    }
    return shown.toString();
  }

  /** Returns the text, or null if the bytes are no UTF-8 or spell letters in an unusual way. */
  private static @Nullable String decoded(byte[] name) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(name);
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Normalizer.isNormalized(text, Normalizer.Form.NFC) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static void append(StringBuilder shown, int character, boolean text) {
    boolean quote = character == '"' && shown.length() == 0;
    if (text && !quote && visible(character)) {
      shown.appendCodePoint(character);
    } else if (text) {
      byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
      for (byte b : bytes) {
        escape(shown, b & 0xff);
      }
    } else {
      escape(shown, character);
    }
  }

  private static void escape(StringBuilder shown, int b) {
    shown
        .append("\\x")
        .append(Character.forDigit(b >> 4, 16))
        .append(Character.forDigit(b & 15, 16));
  }

  private static boolean visible(int character) {
    if (character == '\\' || BLANK.indexOf(character) >= 0) {
      return false;
    }
    return switch (Character.getType(character)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      default -> character == ' ';
    };
  }
}
