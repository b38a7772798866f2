package org.ramwire.conformance.suite.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuiteIdentityTest {

  @Test
  void theRecordedHashesAreThoseOfTheSets() throws Exception {
    SuiteIdentity suite = SuiteIdentity.compute();

    for (SetIdentity set : List.of(suite.cases(), suite.golden())) {
      assertThat(set.released())
          .as(
              "the %s have changed: put %s.sha256=%s into suite.properties, and raise their version",
              set.name(), set.name(), set.sha256())
          .isTrue();
      assertThat(set.version()).matches("\\d+\\.\\d+\\.\\d+");
    }
  }

  @Test
  void theHashIsOverSortedPathsAndContentHashes() {
    // printf 'a 1\nb 2\n' | sha256sum
    assertThat(SuiteIdentity.treeHash(new TreeMap<>(Map.of("b", "2", "a", "1"))))
        .isEqualTo("2951835de33689a441bfa61bc7af99b1f0305ca8ec0ab4dd508f14f57b27ca23");
  }

  @Test
  void sayingThatASetHasChangedIsPartOfItsName() {
    String hash = "0123456789abcdef".repeat(4);

    assertThat(new SetIdentity("cases", "1.0.0", 2, hash, true).text())
        .isEqualTo("cases 1.0.0 (0123456789ab)");
    assertThat(new SetIdentity("cases", "1.0.0", 2, hash, false).text())
        .isEqualTo("cases 1.0.0, changed (0123456789ab)");
  }
}
