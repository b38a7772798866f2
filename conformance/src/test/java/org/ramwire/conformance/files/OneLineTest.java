package org.ramwire.conformance.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void keepsWhatCanBeSeen() {
    assertThat(OneLine.of("Größe 12 µs – 日本 😀 <b>")).isEqualTo("Größe 12 µs – 日本 😀 <b>");
  }

  @Test
  void replacesWhatMovesACursorOrTurnsALine() {
    assertThat(OneLine.of("a\u001b[31m\r\nb\u0085\u2028\u202ec\ud800\u0000"))
        .isEqualTo("a?[31m??b???c??");
  }

  @Test
  void cutsNoPairInTwo() {
    assertThat(OneLine.of("ab😀", 4)).isEqualTo("ab😀");
    assertThat(OneLine.of("ab😀c", 3)).isEqualTo("ab…");
    assertThat(OneLine.of("ab😀c", 4)).isEqualTo("ab😀…");
  }

  @Property(seed = "41")
  void anyTextBecomesOneLineThatUtf8CanHold(
      @ForAll String text, @ForAll @IntRange(min = 1) int max) {
    String line = OneLine.of(text, max);

    assertThat(line.lines()).hasSizeLessThanOrEqualTo(1);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line)).isTrue();
  }
}
