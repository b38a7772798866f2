package org.ramwire.conformance.harness.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellWordsTest {

  @Test
  void splitsAtSpaces() {
    assertThat(ShellWords.split("  python3  my.py\t--strict "))
        .containsExactly("python3", "my.py", "--strict");
  }

  @Test
  void keepsWhatIsQuotedTogether() {
    assertThat(ShellWords.split("a 'b c' \"d e\"f 'g'\"h\" ''"))
        .containsExactly("a", "b c", "d ef", "gh", "");
  }

  @Test
  void takesBackslashesAsAShellDoes() {
    assertThat(ShellWords.split("a\\ b '\\n' \"\\\"x\\n\" \\'"))
        .containsExactly("a b", "\\n", "\"x\\n", "'");
  }

  @Test
  void quotesSoThatItSplitsBack() {
    String awkward = "it's \"a\" \\ $word";

    assertThat(ShellWords.split(ShellWords.quote(awkward))).containsExactly(awkward);
  }

  @Test
  void refusesAnOpenQuoteAndAnEmptyCommand() {
    assertThatThrownBy(() -> ShellWords.split("a 'b")).hasMessageContaining("not closed");
    assertThatThrownBy(() -> ShellWords.split("a \"b")).hasMessageContaining("not closed");
    assertThatThrownBy(() -> ShellWords.split("  ")).hasMessageContaining("empty");
  }
}
