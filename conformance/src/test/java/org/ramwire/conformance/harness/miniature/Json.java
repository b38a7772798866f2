package org.ramwire.conformance.harness.miniature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether bytes are one JSON object, and the page size that it states. */
final class Json {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern STRING =
      Pattern.compile("\"([^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");

  /** Stands for bytes that are no object. */
  static final long NO_OBJECT = -1;

  /** Stands for a page size that is no number. */
  static final long NO_NUMBER = -2;

  private final String text;
  private int at;
  private int depth;

  /** The object's own page_size, or 0 if it has none. */
  private long pageSize;

  private Json(String text) {
    this.text = text;
  }

  /** Returns the page size that an object states, 0 if none, or one of the two below 0. */
  static long pageSize(byte[] bytes) {
    try {
      Json json =
          new Json(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      json.space();
      boolean whole = json.peek() == '{' && json.value("") && json.space() == json.text.length();
      return whole ? json.pageSize : NO_OBJECT;
    } catch (CharacterCodingException e) {
      return NO_OBJECT;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private int space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private boolean word(String word) {
    boolean here = text.startsWith(word, at);
    at += here ? word.length() : 0;
    return here;
  }

  private String match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher.group();
  }

  private boolean value(String key) {
    boolean stated = depth == 1 && key.equals("\"page_size\"");
    pageSize = stated ? NO_NUMBER : pageSize;
    switch (peek()) {
      case '{' -> {
        return list('}', true);
      }
      case '[' -> {
        return list(']', false);
      }
      case '"' -> {
        return match(STRING) != null;
      }
      default -> {
        if (word("true") || word("false") || word("null")) {
          return true;
        }
        String number = match(NUMBER);
        if (number != null && stated) {
          double size = Double.parseDouble(number);
          pageSize = size > 0 && size == Math.rint(size) ? (long) size : NO_NUMBER;
        }
        return number != null;
      }
    }
  }

  private boolean list(char close, boolean object) {
    at++;
    depth++;
    space();
    boolean first = true;
    while (peek() != close) {
      if (!first && !word(",")) {
        return false;
      }
      space();
      String key = object ? match(STRING) : "";
      if (key == null) {
        return false;
      }
      space();
      if (object && !word(":")) {
        return false;
      }
      space();
      if (!value(key)) {
        return false;
      }
      space();
      first = false;
    }
    at++;
    depth--;
    return true;
  }
}
