package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages {@code errata.md} and {@code leniency.md} keep their form, and cite what exists. */
class EntryPagesTest {

  private static final String ERRATA = "errata.md";
  private static final String LENIENCY = "leniency.md";

  private static final Pattern HEADING =
      Pattern.compile("^### (?<id>\\S+): (?<title>\\S.*)$", Pattern.MULTILINE);
  private static final Pattern FIELD =
      Pattern.compile("^- (?<name>[A-Za-z_ ]+): (?<value>.+)$", Pattern.MULTILINE);
  private static final Pattern ID = Pattern.compile("\\b[A-Z]{3}-[0-9]{3}\\b");

  /** An entry: its id, and what stands between its heading and the next. */
  private record Entry(String id, String body) {

    List<String> fieldNames() {
      return FIELD.matcher(body).results().map(field -> field.group(1)).toList();
    }

    String field(String name) {
      return FIELD
          .matcher(body)
          .results()
          .filter(field -> field.group(1).equals(name))
          .map(field -> field.group(2))
          .findFirst()
          .orElseThrow(() -> new AssertionError(id + " lacks " + name));
    }

    @Override
    public String toString() {
      return id;
    }
  }

  private static List<Entry> entries(String pageName) {
    String page = SpecText.page(pageName);
    List<Entry> entries = new ArrayList<>();
    Matcher heading = HEADING.matcher(page);
    while (heading.find()) {
      int next = page.indexOf("\n##", heading.end());
      String body = page.substring(heading.end(), next < 0 ? page.length() : next + 1);
      entries.add(new Entry(heading.group(1), body));
    }
    return entries;
  }

  static List<Entry> errata() {
    return entries(ERRATA);
  }

  static List<Entry> leniencies() {
    return entries(LENIENCY);
  }

  static Stream<Entry> allEntries() {
    return Stream.concat(errata().stream(), leniencies().stream());
  }

  @Test
  void errataAreNumberedWithoutAGap() {
    assertThat(errata()).extracting(Entry::id).containsExactlyElementsOf(numbered("ERR", errata()));
  }

  @Test
  void lenienciesAreNumberedWithoutAGap() {
    assertThat(leniencies())
        .extracting(Entry::id)
        .containsExactlyElementsOf(numbered("LEN", leniencies()));
  }

  private static List<String> numbered(String prefix, List<Entry> entries) {
    return IntStream.rangeClosed(1, entries.size())
        .mapToObj(number -> String.format("%s-%03d", prefix, number))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {ERRATA, LENIENCY})
  void everyHeadingOfTheThirdLevelIsAnEntry(String pageName) {
    long headings = SpecText.page(pageName).lines().filter(l -> l.startsWith("###")).count();

    assertThat(entries(pageName)).isNotEmpty().hasSize((int) headings);
  }

  @ParameterizedTest
  @MethodSource("errata")
  void anErratumHasItsFields(Entry entry) {
    assertThat(entry.fieldNames())
        .containsExactly("Clauses", "Builds", "What happens", "For an implementer");
  }

  @ParameterizedTest
  @MethodSource("leniencies")
  void aLeniencyHasItsFieldsAndBytes(Entry entry) {
    assertThat(entry.fieldNames()).containsExactly("Clauses", "STRICT", "SEED_BUILD", "Measured");
    assertThat(HexExample.of(entry.body())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {ERRATA, LENIENCY})
  void anEntryHasAnAnchorBeforeItsHeading(String pageName) {
    String page = SpecText.page(pageName);

    assertThat(entries(pageName))
        .allSatisfy(
            entry ->
                assertThat(page)
                    .containsOnlyOnce(
                        "<a id=\"" + entry.id() + "\"></a>\n\n### " + entry.id() + ": "));
  }

  @ParameterizedTest
  @MethodSource("leniencies")
  void aLeniencyHasAVerdictOfBothModes(Entry entry) {
    assertThat(entry.field(Strictness.STRICT.name())).matches("(accepts|refuses)\\b.*");
    assertThat(entry.field(Strictness.SEED_BUILD.name())).matches("(accepts|refuses)\\b.*");
  }

  @ParameterizedTest
  @MethodSource("allEntries")
  void anEntryCitesClausesThatExist(Entry entry) {
    List<String> cited = List.of(entry.field("Clauses").split(", "));

    assertThat(cited)
        .doesNotHaveDuplicates()
        .isSorted()
        .allSatisfy(id -> assertThat(Clause.byId(id)).isPresent());
  }

  @ParameterizedTest
  @MethodSource("allEntries")
  void anEntrysExampleHasTheEntrysName(Entry entry) {
    assertThat(HexExample.of(entry.body()))
        .allSatisfy(
            example -> {
              assertThat(example.name()).isEqualTo(entry.id().toLowerCase(Locale.ROOT));
              assertThat(example.bytes()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {SpecText.RAM_STREAM, ERRATA, LENIENCY})
  void everyIdThatAPageMentionsExists(String pageName) {
    Set<String> known = new HashSet<>();
    Stream.of(Clause.values()).map(Clause::id).forEach(known::add);
    allEntries().map(Entry::id).forEach(known::add);

    assertThat(ID.matcher(SpecText.page(pageName)).results().map(m -> m.group()))
        .filteredOn(id -> !id.startsWith("RFC") && !id.startsWith("CVE"))
        .isSubsetOf(known);
  }
}
