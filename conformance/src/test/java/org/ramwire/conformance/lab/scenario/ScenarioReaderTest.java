package org.ramwire.conformance.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

  private static final String VALID =
      """
      {
        "title": "A title.",
        "machine": "microvm",
        "blocks": [{"idstr": "a", "lengthBytes": 65536, "guestAddress": "0xffff0000"}],
        "capabilities": ["xbzrle"],
        "parameters": {"max-bandwidth": 100},
        "firstContent": [{"block": 0, "pages": "0-1,4", "content": [{"fill": 1}, {"xor": 2}]}],
        "pacer": {"block": 0, "pages": "12-15", "content": [{"xor": 1, "at": 8}]},
        "rounds": [
          {"writes": [{"block": 0, "pages": "2", "content": []}]},
          {"after": {"block": 0, "page": 3}, "writes": []}
        ],
        "lastStage": [{"block": 0, "pages": "5", "content": [{"set": "ff00", "at": 3}]}],
        "determinism": "stream",
        "expect": {
          "totals": {"PAGE": 3},
          "pages": [{"block": 0, "pages": "0", "records": "PAGE XBZRLE:9"}]
        }
      }
      """;

  private static Scenario read(String json) throws ScenarioException {
    return ScenarioReader.read("test", json);
  }

  @Test
  void readsEveryField() throws Exception {
    Scenario scenario = read(VALID);
    assertThat(scenario.name()).isEqualTo("test");
    assertThat(scenario.blocks()).containsExactly(new ScenarioBlock("a", 65536, 0xffff0000L));
    assertThat(scenario.settings().capabilities()).containsExactly("xbzrle");
    assertThat(scenario.settings().parameters()).containsEntry("max-bandwidth", 100L);
    WriteHistory history = scenario.history();
    assertThat(history.firstContent())
        .containsExactly(
            new PageWrite(
                0,
                List.of(0, 1, 4),
                List.of(new ContentStep.Fill(1), new ContentStep.Xor(2, 0, 1, 1))));
    assertThat(history.rounds().get(0).after()).isEqualTo(new PageRef(0, 12));
    assertThat(history.rounds().get(1).after()).isEqualTo(new PageRef(0, 3));
    assertThat(history.lastStage().get(0).steps())
        .containsExactly(new ContentStep.SetBytes(3, "ff00"));
    assertThat(scenario.pausesBeforeLastStage()).isTrue();
    assertThat(scenario.expectations())
        .isEqualTo(
            new Expectations(
                Determinism.STREAM,
                Map.of("PAGE", 3),
                List.of(new PageExpectation(new PageRef(0, 0), List.of("PAGE", "XBZRLE:9")))));
  }

  /** Each case spoils one thing of the valid scenario; the message names the place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "title": "A title.",  | "titel": "A title.",        | test.title: expected text
          "machine"             | "speed": 1, "machine"       | test.speed: unknown field
          "machine"             | "title": "b", "machine"     | Duplicate field
          65536,                | 65537,                      | is not whole pages
          65536,                | -1,                         | test.blocks[0].lengthBytes: expected 0
          "0xffff0000"          | "0xzz"                      | test.blocks[0].guestAddress: expected digits
          "0-1,4"               | "4-1"                       | test.firstContent[0].pages: 4-1 runs backwards
          "0-1,4"               | "0,,1"                      | test.firstContent[0].pages: expected indexes
          "0-1,4"               | "0-16"                      | there is no page 16 of block 0
          {"fill": 1}           | {"fill": 256}               | test.firstContent[0].content[0].fill: expected a byte
          {"fill": 1}           | {"flood": 1}                | expected fill, ramp
          {"fill": 1}           | {"fill": 1, "at": 3}        | test.firstContent[0].content[0].at: unknown field
          {"fill": 1}           | {"xor": 0}                  | mask
          {"fill": 1}           | 5                           | content[0]: expected an object
          "ff00"                | "ff0"                       | test.lastStage[0].content[0].set: expected hexadecimal
          "page": 3             | "page": 16                  | there is no page 16 of block 0
          "pages": "12-15"      | "pages": "12-16"            | there is no page 16 of block 0
          "stream"              | "perhaps"                   | test.determinism: expected stream, ram or records
          "PAGE": 3             | "PAGE": "3"                 | test.expect.totals.PAGE: expected a whole number
          "totals": {            | "totals": {{                | test in line 16
          """)
  void refusesWhatIsSpoilt(String valid, String spoilt, String message) {
    assertThat(VALID).contains(valid);
    assertThatThrownBy(() -> read(VALID.replace(valid, spoilt)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTextBehindTheObject() {
    assertThatThrownBy(() -> read(VALID + "}")).isInstanceOf(ScenarioException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(ScenarioException.class);
  }

  @Test
  void expectsOtherwiseFromAVersionOn() throws Exception {
    Expectations all = Scenarios.find("shared-memory").expectations();
    assertThat(all.of("7.2.22").totals()).containsEntry("ZERO", 14);
    assertThat(all.of("9.2.4").totals()).containsEntry("ZERO", 14);
    assertThat(all.of("10.0").totals()).containsEntry("ZERO", 30);
    assertThat(all.of("11.1.3").totals()).containsEntry("ZERO", 30);
  }
}
