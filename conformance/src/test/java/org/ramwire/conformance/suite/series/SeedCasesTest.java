package org.ramwire.conformance.suite.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.suite.cases.ConformanceCase;
import org.ramwire.conformance.suite.cases.Expectation;
import org.ramwire.conformance.suite.cases.MemoryImage;
import org.ramwire.format.Clause;
import org.ramwire.golden.SeedStreams;

class SeedCasesTest {

  @Test
  void everyCaptureIsACaseThatIsAccepted() throws IOException {
    List<ConformanceCase> cases = SeedCases.all();
    assertThat(cases)
        .extracting(ConformanceCase::id)
        .containsExactlyElementsOf(
            SeedStreams.names().stream().map(name -> "GOLDEN-seed-" + name).toList());
    for (ConformanceCase one : cases) {
      Expectation.Accept accept = (Expectation.Accept) one.expectation();
      assertThat(accept.images())
          .extracting(MemoryImage::lengthBytes)
          .containsExactly(2L << 20, 128L << 10, 64L << 10);
      assertThat(accept.images().get(0).contentBytes()).isPositive();
    }
  }

  @Test
  void needsAndClausesFollowTheRecordsThatAStreamHas() throws IOException {
    ConformanceCase one = find("compress-xbzrle-l9-t1");
    assertThat(one.setup().needs()).containsExactly("compress", "migration", "xbzrle", "zero");
    assertThat(one.clauses()).contains(Clause.COMPRESS_ZLIB, Clause.XBZRLE_BASE);
    assertThat(find("plain-rounds").setup().needs()).containsExactly("migration", "zero");
  }

  private static ConformanceCase find(String name) throws IOException {
    return SeedCases.all().stream()
        .filter(one -> one.id().endsWith("-" + name))
        .findFirst()
        .orElseThrow();
  }
}
