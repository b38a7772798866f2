package org.ramwire.conformance.files;

import java.util.Locale;

/** Text made fit for XML and HTML. */
public final class Xml {

  private Xml() {}

  /**
   * Escapes markup, and shows what XML 1.0 cannot hold, such as most control characters and half
   * surrogates, as {@code \}{@code u001b}.
   *
   * @param raw any text
   * @return text for an element
   */
  public static String text(String raw) {
    StringBuilder escaped = new StringBuilder(raw.length() + 16);
    raw.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  /**
   * Likewise for an attribute, in which a line's end would become a space.
   *
   * @param raw any text
   * @return text for an attribute in double quotes
   */
  public static String attribute(String raw) {
    return text(raw).replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;");
  }

  private static void append(StringBuilder escaped, int c) {
    switch (c) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      default -> {
        if (allowed(c)) {
          escaped.appendCodePoint(c);
        } else {
          escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
        }
      }
    }
  }

  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xd7ff && c != 0x7f)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }
}
