package org.ramwire.conformance.lab.bench.report;

/** Text in lines of a limited length, broken at spaces, and inside of words that are too long. */
final class Wrapped {

  private Wrapped() {}

  /** Breaks text. Lines after the first start with the margin; each is ended. */
  static String text(String words, String margin, int width) {
    StringBuilder lines = new StringBuilder();
    String left = words;
    String start = "";
    while (start.length() + left.codePointCount(0, left.length()) > width) {
      int limit = left.offsetByCodePoints(0, width - start.length());
      int space = left.lastIndexOf(' ', limit);
      boolean whole = space > 0 && !left.substring(0, space).isBlank();
      int end = whole ? space : limit;
      lines.append(start).append(left.substring(0, end).stripTrailing()).append('\n');
      left = left.substring(end).stripLeading();
      start = margin;
    }
    return lines.append(start).append(left).append('\n').toString();
  }
}
