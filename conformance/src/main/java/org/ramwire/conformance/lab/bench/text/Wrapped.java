package org.ramwire.conformance.lab.bench.text;

/** Text in lines of a limited length, broken at spaces, and inside of words that are too long. */
public final class Wrapped {

  private Wrapped() {}

  /**
   * Breaks text.
   *
   * @param words the text
   * @param margin what lines after the first start with
   * @param width how wide a line may be, margin included; more than the margin and a letter
   * @return lines, each ended
   */
  public static String text(String words, String margin, int width) {
    StringBuilder lines = new StringBuilder();
    String left = words;
    String start = "";
    while (start.length() + Cells.width(left) > width) {
      int limit = fitting(left, width - start.length());
      int space = left.lastIndexOf(' ', limit);
      boolean whole = space > 0 && !left.substring(0, space).isBlank();
      int end = whole ? space : limit;
      lines.append(start).append(left.substring(0, end).stripTrailing()).append('\n');
      left = left.substring(end).stripLeading();
      start = margin;
    }
    return lines.append(start).append(left).append('\n').toString();
  }

  private static int fitting(String text, int width) {
    int end = 0;
    while (Cells.width(text.substring(0, text.offsetByCodePoints(end, 1))) <= width) {
      end = text.offsetByCodePoints(end, 1);
    }
    return end;
  }
}
