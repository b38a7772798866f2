package org.ramwire.conformance.suite.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ramwire.format.Clause;

/** The waivers that come with the cases: lines {@code CLAUSE SIDE reason}. */
final class WaiverFile {

  private static final String NAME = "/coverage/waivers.txt";

  private WaiverFile() {}

  static List<Waiver> read() {
    try (InputStream content = WaiverFile.class.getResourceAsStream(NAME)) {
      if (content == null) {
        throw new AssertionError("the module has no " + NAME);
      }
      return parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the waivers cannot be read", e);
    }
  }

  /**
   * Reads waivers.
   *
   * @throws IllegalArgumentException naming the line that is none
   */
  static List<Waiver> parse(String text) {
    List<Waiver> waivers = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split("\\s+", 3);
      String where = "waivers.txt, line " + number + ": ";
      if (words.length < 3) {
        throw new IllegalArgumentException(where + "expected CLAUSE SIDE REASON, found: " + line);
      }
      Clause clause =
          Clause.byId(words[0])
              .orElseThrow(
                  () -> new IllegalArgumentException(where + "there is no clause " + words[0]));
      Side side =
          Stream.of(Side.values())
              .filter(one -> one.label().equals(words[1]))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          where + "expected positive, negative or writer, found " + words[1]));
      waivers.add(new Waiver(clause, side, words[2]));
    }
    return waivers;
  }
}
