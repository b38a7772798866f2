package org.ramwire.conformance.suite.cases;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One entry of a case file: a key in the first column, its value, and the indented lines that go on
 * with it.
 *
 * @param key the word in the first column
 * @param lines the value's lines, the first being what follows the key
 */
public record CaseEntry(String key, List<Line> lines) {

  /**
   * A piece of a value.
   *
   * @param number the line in the file, from 1
   * @param text without comment and surrounding space; may be empty
   */
  public record Line(int number, String text) {}

  int lineNumber() {
    return lines.get(0).number();
  }

  /** The value as one text: its lines, joined by spaces. */
  String text() {
    return String.join(
        " ", lines.stream().map(Line::text).filter(text -> !text.isEmpty()).toList());
  }

  /** Splits a file into entries; comments and blank lines fall away. */
  static List<CaseEntry> split(String file, String content) throws CaseSyntaxException {
    if (content.length() > CaseLimits.MAX_TEXT_CHARS) {
      throw new CaseSyntaxException(
          file, 1, "longer than " + CaseLimits.MAX_TEXT_CHARS + " characters");
    }
    List<CaseEntry> entries = new ArrayList<>();
    int number = 0;
    for (Iterator<String> raws = content.lines().iterator(); raws.hasNext(); ) {
      String raw = raws.next();
      number++;
      if (number > CaseLimits.MAX_LINES) {
        throw new CaseSyntaxException(file, number, "more than " + CaseLimits.MAX_LINES + " lines");
      }
      refuseControls(file, number, raw);
      String line = withoutComment(raw);
      if (line.isBlank()) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        String[] parts = line.strip().split("\\s+", 2);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(number, parts.length > 1 ? parts[1] : ""));
        entries.add(new CaseEntry(parts[0], lines));
      } else if (entries.isEmpty()) {
        throw new CaseSyntaxException(file, number, "an indented line before the first entry");
      } else {
        entries.get(entries.size() - 1).lines().add(new Line(number, line.strip()));
      }
    }
    return entries;
  }

  /** A control character would reach a terminal with a title or a name. */
  private static void refuseControls(String file, int number, String line)
      throws CaseSyntaxException {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.getType(c) == Character.CONTROL && c != '\t') {
        throw new CaseSyntaxException(
            file,
            number,
            String.format("holds a control character (U+%04X); write it in hex", (int) c));
      }
    }
  }

  /** Cuts at a {@code #} that opens the line or follows a space, unless it is in quotes. */
  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }
}
