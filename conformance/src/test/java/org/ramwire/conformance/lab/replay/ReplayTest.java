package org.ramwire.conformance.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.ramwire.golden.GoldenStreams;

/** Every golden stream, sent once more by our own sender. */
class ReplayTest {

  @TestFactory
  Stream<DynamicTest> sendsWhatQemuSent() throws IOException {
    return GoldenStreams.all().stream()
        .map(golden -> DynamicTest.dynamicTest(golden.id(), () -> check(Replay.of(golden))));
  }

  private static void check(ReplayResult result) {
    List<CounterRow> wrong = result.counters().stream().filter(row -> !row.explained()).toList();
    System.out.printf(
        "%s: %d records in %d sections %s; %s%n",
        result.id(),
        result.records(),
        result.sections(),
        result.difference().map(d -> "DIFFER: " + d).orElse("equal"),
        result.counters().stream().filter(row -> !row.equal()).toList());
    assertThat(result.difference()).isEmpty();
    assertThat(wrong).isEmpty();
  }
}
