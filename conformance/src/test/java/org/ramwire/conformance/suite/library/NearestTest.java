package org.ramwire.conformance.suite.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({"a, a, 0", "kitten, sitting, 3", "abc, '', 3", "ab, ba, 2", "'', '', 0"})
  void countsChanges(String one, String other, int changes) {
    assertThat(Nearest.distance(one, other)).isEqualTo(changes);
    assertThat(Nearest.distance(other, one)).isEqualTo(changes);
  }

  @Test
  void namesTheNearestFirstAndNothingFar() {
    assertThat(Nearest.to("zero-clers", Stream.of("ZERO-CLEARS-OLD", "PAGE", "ZERO-CLEARS")))
        .containsExactly("ZERO-CLEARS");
    assertThat(Nearest.to("RAM-12", Stream.of("RAM-112", "RAM-012", "XBZ-001"))).hasSize(2);
    assertThat(Nearest.to("nonsense", Stream.of("RAM-112"))).isEmpty();
  }
}
