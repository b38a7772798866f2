package org.ramwire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The links between the pages of the repository lead somewhere. */
class LinksTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "format-spec/ram-stream.md",
        "format-spec/errata.md",
        "format-spec/leniency.md",
        "format-spec/decoder-in-30-minutes.md",
        "conformance/rwcp-1.md",
        "conformance/mutants.md",
        "conformance/survivors.md"
      })
  void everyLinkLeadsToAFileAndAPlaceInIt(String name) throws IOException {
    Path page = ROOT.resolve(name);
    List<String> broken = new ArrayList<>();
    for (String link :
        LINK.matcher(Files.readString(page)).results().map(m -> m.group(1)).toList()) {
      if (link.contains("://")) {
        continue;
      }
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
      boolean found = Files.exists(target);
      if (found && parts.length == 2) {
        found = anchors(Files.readString(target)).contains(parts[1]);
      }
      if (!found) {
        broken.add(link);
      }
    }

    assertThat(broken).isEmpty();
  }

  /** Returns the named anchors of a page, and those that a heading makes. */
  private static List<String> anchors(String text) {
    List<String> anchors = new ArrayList<>();
    Pattern.compile("<a id=\"([^\"]+)\">")
        .matcher(text)
        .results()
        .forEach(m -> anchors.add(m.group(1)));
    HEADING.matcher(text).results().map(LinksTest::slug).forEach(anchors::add);
    return anchors;
  }

  private static String slug(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum} -]", "")
        .replace(' ', '-');
  }
}
