package org.ramwire.conformance.harness.program;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.conformance.files.OneLine;

/** A command line split as a POSIX shell splits it: quotes and backslashes, no expansion. */
public final class ShellWords {

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  /**
   * Splits a command line.
   *
   * @param text such as {@code python3 'my decoder.py' --strict}
   * @return the words, at least one
   * @throws IllegalArgumentException if a quote is not closed or there is no word
   */
  public static List<String> split(String text) {
    List<String> words = new ShellWords(text).split();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("an empty command");
    }
    return words;
  }

  private List<String> split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'') {
        takeSingleQuoted();
      } else if (c == '"') {
        takeDoubleQuoted();
      } else if (c == '\\' && at < text.length()) {
        append(text.charAt(at++));
      } else if (Character.isWhitespace(c)) {
        endWord();
      } else {
        append(c);
      }
    }
    endWord();
    return words;
  }

  private void takeSingleQuoted() {
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw new IllegalArgumentException("a ' is not closed: " + OneLine.of(text, 200));
    }
    word.append(text, at, end);
    inWord = true;
    at = end + 1;
  }

  private void takeDoubleQuoted() {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      boolean escapes = c == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0;
      word.append(escapes ? text.charAt(at++) : c);
    }
    throw new IllegalArgumentException("a \" is not closed: " + OneLine.of(text, 200));
  }

  private void append(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  /**
   * Writes a text as one word of a shell.
   *
   * @param text anything
   * @return the text, quoted
   */
  public static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
