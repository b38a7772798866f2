package org.ramwire.conformance.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.format.Clause;

/** No clause that binds writers is forgotten. */
class WriterClausesTest {

  @ParameterizedTest
  @MethodSource("bindWriters")
  void isCheckedOrWaived(Clause clause) {
    assertThat(WriterClauses.checked(clause)).isNotEqualTo(WriterClauses.waiver(clause) != null);
  }

  static Stream<Clause> bindWriters() {
    return Stream.of(Clause.values()).filter(clause -> clause.role() != Clause.Role.READER);
  }
}
