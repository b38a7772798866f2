package org.ramwire.conformance.suite.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.Feature;
import org.ramwire.format.Clause;
import org.ramwire.golden.GoldenStreams;

class GoldenCasesTest {

  @Test
  void everyGoldenStreamIsACaseThatIsAccepted() throws IOException {
    List<ConformanceCase> cases = GoldenCases.all();

    assertThat(cases).hasSameSizeAs(GoldenStreams.all()).isNotEmpty();
    assertThat(cases)
        .allSatisfy(
            one -> {
              assertThat(one.expectation().kind()).isEqualTo(Expectation.Kind.ACCEPT);
              assertThat(one.setup().needs()).contains(Feature.MIGRATION.label());
            });
  }

  @Test
  void needsAndClausesFollowTheRecordsThatAStreamHas() throws IOException {
    ConformanceCase one = find("compress-then-xbzrle");

    assertThat(one.setup().needs()).containsExactly("compress", "migration", "xbzrle", "zero");
    assertThat(one.clauses()).contains(Clause.COMPRESS_ZLIB, Clause.XBZRLE_BASE);
    assertThat(find("zero").clauses()).doesNotContain(Clause.PAGE_RECORD);
  }

  @Test
  void aSharedBlockHasItsContentBefore() throws IOException {
    assertThat(find("shared-memory").setup().before()).containsOnlyKeys(0);
    assertThat(find("plain").setup().before()).isEmpty();
  }

  private static ConformanceCase find(String name) throws IOException {
    return GoldenCases.all().stream()
        .filter(one -> one.id().endsWith("-" + name))
        .findFirst()
        .orElseThrow();
  }
}
