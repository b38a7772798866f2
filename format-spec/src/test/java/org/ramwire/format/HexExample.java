package org.ramwire.format;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example of a page: a fenced block with the info string {@code hex} and a name.
 *
 * @param name the example's name
 * @param bytes what its hexadecimal says
 */
record HexExample(String name, byte[] bytes) {

  private static final Pattern FENCE =
      Pattern.compile("^```hex(.*)\n((?s:.*?))^```$", Pattern.MULTILINE);
  private static final Pattern TOKEN = Pattern.compile("([0-9a-f]{2})(?:\\*([1-9][0-9]*))?");

  /** Returns a page's examples in order. */
  static List<HexExample> of(String page) {
    List<HexExample> examples = new ArrayList<>();
    Matcher fence = FENCE.matcher(page);
    while (fence.find()) {
      examples.add(new HexExample(fence.group(1).strip(), parse(fence.group(2))));
    }
    return examples;
  }

  /** Parses bytes in hexadecimal, with comments and repetitions. */
  static byte[] parse(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : text.split("\n")) {
      for (String token : line.replaceFirst("#.*", "").strip().split(" +")) {
        if (!token.isEmpty()) {
          append(token, bytes);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void append(String token, ByteArrayOutputStream bytes) {
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("neither a byte nor a repetition: '" + token + "'");
    }
    int value = HexFormat.fromHexDigits(matcher.group(1));
    int count = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
    for (int i = 0; i < count; i++) {
      bytes.write(value);
    }
  }
}
