package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page {@code ram-stream.md} and the enum {@link Clause} say the same. */
class ClauseTextTest {

  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "^\\*\\*(?<id>\\S+)\\*\\* \\((?<level>\\S+), (?<role>\\S+)\\): (?<summary>.+)$",
          Pattern.MULTILINE);

  private final String page = SpecText.page(SpecText.RAM_STREAM);

  @Test
  void pageAndEnumHaveTheSameRequirementsInTheSameOrder() {
    List<String> onPage =
        REQUIREMENT
            .matcher(page)
            .results()
            .map(m -> String.join(" ", m.group(1), m.group(2), m.group(3), m.group(4)))
            .toList();

    List<String> inEnum =
        Stream.of(Clause.values())
            .map(
                clause ->
                    String.join(
                        " ",
                        clause.id(),
                        clause.level().name(),
                        clause.role().name().toLowerCase(Locale.ROOT),
                        clause.summary()))
            .toList();

    assertThat(onPage).containsExactlyElementsOf(inEnum);
  }

  @Test
  void everyBoldIdStartsARequirementInTheExactForm() {
    long bold = Pattern.compile("\\*\\*[A-Z]{3}-[0-9]").matcher(page).results().count();

    assertThat(bold).isEqualTo(Clause.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void aClauseHasOneAnchorOnTheLineBeforeIt(Clause clause) {
    String anchor = "<a id=\"" + clause.id() + "\"></a>\n";

    assertThat(page).containsOnlyOnce(anchor).contains(anchor + "**" + clause.id() + "** (");
  }

  @ParameterizedTest
  @EnumSource
  void aClausesAddressIsThePageAndItsAnchor(Clause clause) {
    assertThat(clause.address())
        .isEqualTo("format-spec/" + SpecText.RAM_STREAM + "#" + clause.id());
    assertThat(Path.of("..", clause.address().replaceFirst("#.*", ""))).isRegularFile();
  }

  @Test
  void idsAreUniqueAndWellFormed() {
    assertThat(Clause.values())
        .extracting(Clause::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("(CON|LIB|RAM|MAP|XBZ|LIM)-[0-9]{3}"));
  }

  @ParameterizedTest
  @EnumSource
  void findsAClauseByItsId(Clause clause) {
    assertThat(Clause.byId(clause.id())).contains(clause);
  }

  @Test
  void findsNoClauseByAnUnknownId() {
    assertThat(Clause.byId("RAM-999")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aClausesTextHasItsSummaryAndWhatItRestsOn(Clause clause) {
    String text = SpecText.of(clause);

    assertThat(text).startsWith("**" + clause.id() + "** (").contains(clause.summary());
    assertThat(text.lines().filter(line -> line.startsWith("Rests on: "))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aClausesTextEndsBeforeTheNextRequirementOrHeading(Clause clause) {
    String text = SpecText.of(clause);

    assertThat(REQUIREMENT.matcher(text).results()).hasSize(1);
    assertThat(text).doesNotContain("\n#").doesNotContain("```").doesNotContain("<a ");
  }

  @Test
  void aClausesTextIsTheWholeParagraph() {
    assertThat(SpecText.of(Clause.SECTION_ID_KNOWN))
        .isEqualTo(
            """
            **CON-014** (MUST, both): PART and END name the id of a section that was started.

            A reader refuses a PART or END of an id that no START has introduced.

            Rests on: seed's build and measured 5.2, 7.2, 10.0, 11.1, which refuse it.""");
  }
}
