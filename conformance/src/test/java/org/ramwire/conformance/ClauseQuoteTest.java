package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ramwire.format.Clause;
import org.ramwire.format.SpecText;

/** Comments that quote a clause quote what the specification says. */
class ClauseQuoteTest {

  /** A quotation, such as {@code RAM-012: "A page lies …"}. */
  private static final Pattern QUOTE =
      Pattern.compile("\\b((?:CON|LIB|RAM|MAP|XBZ|LIM)-[0-9]{3}): \"([^\"]{4,400})\"");

  private static final Pattern COMMENT_LINE_BREAK = Pattern.compile("\\n\\s*(?://|\\*) ?");

  @Test
  void everyQuotationStandsInTheClause() throws IOException {
    List<String> wrong = new ArrayList<>();
    int quotes = 0;
    for (Path source : sources()) {
      String text = COMMENT_LINE_BREAK.matcher(Files.readString(source)).replaceAll(" ");
      Matcher quote = QUOTE.matcher(text);
      while (quote.find()) {
        quotes++;
        String clause = oneLine(SpecText.of(Clause.byId(quote.group(1)).orElseThrow()));
        for (String part : quote.group(2).split("…")) {
          if (!clause.contains(oneLine(part).replaceAll("[ ,.]+$", ""))) {
            wrong.add(source.getFileName() + " " + quote.group(1) + ": " + part.strip());
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(quotes).isGreaterThan(40);
  }

  /** Returns the Java sources of all modules, tests included. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.filter(dir -> Files.isDirectory(dir.resolve("src"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
