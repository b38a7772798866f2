package org.ramwire.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of {@code ram-stream.md}, clause by clause.
 *
 * <p>The page is read once, from the module itself. Safe for use by several threads.
 */
public final class SpecText {

  /** The name of the normative page. */
  static final String RAM_STREAM = "ram-stream.md";

  private static final Pattern REQUIREMENT =
      Pattern.compile("^\\*\\*([A-Z]{3}-[0-9]{3})\\*\\* \\(", Pattern.MULTILINE);

  /** Where a clause's text ends: at the anchor of the next requirement, or at a heading. */
  private static final Pattern END =
      Pattern.compile("^(?:<a id=\"[A-Z]{3}-[0-9]{3}\"></a>$|#{1,6} )", Pattern.MULTILINE);

  private SpecText() {}

  /** The texts, read when the first one is asked for. */
  private static final class Texts {
    static final Map<Clause, String> BY_CLAUSE = split(page(RAM_STREAM));
  }

  /**
   * Returns a clause's whole text: the requirement itself, what explains it, and what it rests on.
   *
   * @param clause the clause
   * @return Markdown, one paragraph or more, without blank lines around
   */
  public static String of(Clause clause) {
    return Texts.BY_CLAUSE.get(clause);
  }

  private static Map<Clause, String> split(String page) {
    Map<Clause, String> texts = new EnumMap<>(Clause.class);
    Matcher requirement = REQUIREMENT.matcher(page);
    Matcher end = END.matcher(page);
    while (requirement.find()) {
      int to = end.find(requirement.end()) ? end.start() : page.length();
      Clause clause = Clause.byId(requirement.group(1)).orElseThrow(AssertionError::new);
      texts.put(clause, page.substring(requirement.start(), to).strip());
    }
    return texts;
  }

  /** Returns a page of this module, by its file name. */
  static String page(String name) {
    try (InputStream page = SpecText.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new AssertionError("the module lacks its page " + name);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("the module's page " + name + " cannot be read", e);
    }
  }
}
