package org.ramwire.conformance.harness.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.Idstr;
import org.ramwire.conformance.harness.run.TestCases;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.library.CaseLibrary;

class CaseDescriptionTest {

  @Test
  void writesTheLinesOfTheProtocol() {
    String text = CaseDescription.of(TestCases.one("ZERO-CLEARS-OLD-MEMORY")).text();

    assertThat(text.lines())
        .containsExactly(
            "protocol 1",
            "case ZERO-CLEARS-OLD-MEMORY",
            "role decode",
            "profile ram-only",
            "needs zero",
            "page-size 4096",
            "block 0 12288 pc.ram",
            "block 1 4096 pc.bios",
            "stream main main.bin",
            "before 0 before-0.img");
  }

  @Test
  void readsBackWhatItWritesForEveryCase() throws Exception {
    for (ConformanceCase one : CaseLibrary.all()) {
      CaseDescription description = CaseDescription.of(one);

      assertThat(CaseDescription.parse(description.text())).isEqualTo(description);
    }
  }

  @Test
  void passesOverKeysOfLaterVersions() throws HarnessException {
    String text = CaseDescription.of(TestCases.one(TestCases.ACCEPTED)).text();

    assertThat(CaseDescription.parse(text + "novelty 1 2 3\n"))
        .isEqualTo(CaseDescription.parse(text));
  }

  @Test
  void takesABlockWithoutANameWithAndWithoutTheSpace() throws HarnessException {
    String text = CaseDescription.of(TestCases.one(TestCases.ACCEPTED)).text();
    for (String line : List.of("block 0 12288 ", "block 0 12288")) {
      CaseDescription read = CaseDescription.parse(text.replace("block 0 12288 pc.ram", line));

      assertThat(read.blocks().get(0).idstr()).isEqualTo(Idstr.of(""));
      assertThat(read.text()).contains("block 0 12288 \n");
    }
  }

  @Test
  void refusesWhatIsMissingOrWrong() {
    String text = CaseDescription.of(TestCases.one(TestCases.ACCEPTED)).text();

    for (String key : List.of("profile", "page-size", "stream", "block")) {
      String without = text.replaceAll("(?m)^" + key + " .*\n", "");
      assertThatThrownBy(() -> CaseDescription.parse(without))
          .as(key)
          .isInstanceOf(HarnessException.class);
    }
    for (String spoiled :
        List.of(
            text.replace("protocol 1", "protocol 2"),
            text.replace("role decode", "role encode"),
            text.replace("page-size 4096", "page-size 4095"),
            text.replace("profile ram-only", "profile other"),
            text.replace("block 0 12288 pc.ram", "block 0"),
            text.replace("stream main main.bin", "stream main"))) {
      assertThatThrownBy(() -> CaseDescription.parse(spoiled))
          .as(spoiled)
          .isInstanceOf(HarnessException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image 0 0",
        "image 2 0 image",
        "image -1 0 image",
        "image x 0 image",
        "dirty 0 0 0",
        "dirty 2 0 0 4096",
        "dirty -1 0 0 4096",
        "dirty 0 9 0 4096",
        "rounds -1x",
        "before 0",
        "block 1"
      })
  void refusesALineOfTooFewWordsOrOfARoundThatThereIsNot(String line) throws HarnessException {
    String text =
        """
        protocol 1
        case ONE
        role encode
        profile ram-only
        page-size 4096
        block 0 8192 pc.ram
        rounds 2
        image 0 0 round-0-0.img
        dirty 1 0 0 4096
        """;
    assertThat(CaseDescription.parse(text).rounds().rounds()).isEqualTo(2);

    assertThatThrownBy(() -> CaseDescription.parse(text + line + "\n"))
        .isInstanceOf(HarnessException.class);
  }
}
