package org.ramwire.conformance.lab.bench.text;

import org.ramwire.conformance.files.OneLine;

/** How wide names are where letters have one width: those of East Asia and pictures take two. */
public final class Cells {

  private static final int FIRST_WIDE = 0x1100;
  private static final int FIRST_PUNCTUATION = 0x2000;
  private static final int FIRST_IDEOGRAPH = 0x2e80;

  private Cells() {}

  /**
   * Tells how wide a text is.
   *
   * @param text one line
   * @return its width, in letters of the usual kind
   */
  public static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  private static int width(int c) {
    boolean narrow = c < FIRST_WIDE || c >= FIRST_PUNCTUATION && c < FIRST_IDEOGRAPH;
    return narrow ? 1 : 2;
  }

  /**
   * Makes a text fit.
   *
   * @param text any text
   * @param most how wide it may be, 1 or more
   * @return one line, with an ellipsis if it is cut
   */
  public static String fitted(String text, int most) {
    String line = OneLine.of(text);
    if (width(line) <= most) {
      return line;
    }
    int end = line.length();
    while (width(line.substring(0, end)) >= most) {
      end = line.offsetByCodePoints(end, -1);
    }
    return line.substring(0, end) + "…";
  }
}
