package org.ramwire.conformance.lab.replay;

import java.io.IOException;
import java.util.Optional;
import org.ramwire.conformance.lab.capture.RamPayloads;
import org.ramwire.conformance.lab.capture.StoredGolden;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.golden.GoldenStream;

/**
 * The playing of a golden stream's scenario on our own sender over plain memory, and the comparison
 * of what it sends with what the real QEMU sent.
 *
 * <p>The sender gets what QEMU got: the scenario's settings, a rate limit that counts the same
 * bytes in windows of a clock that stands still but for waiting, and the writes after the same
 * records. The sections come out of that; they are not told.
 */
public final class Replay {

  private Replay() {}

  /**
   * Replays a golden stream that comes with Ramwire.
   *
   * @param golden which
   * @return what came of it
   * @throws IOException if a file is wrong, or the sender fails
   */
  public static ReplayResult of(GoldenStream golden) throws IOException {
    return of(golden.id(), StoredGolden.of(golden), Scenarios.find(golden.name()));
  }

  /**
   * Replays a golden stream.
   *
   * @param id what to call it
   * @param golden its content
   * @param scenario what was played to capture it
   * @return what came of it
   * @throws IOException if the stream breaks a clause, or the sender fails
   */
  public static ReplayResult of(String id, StoredGolden golden, Scenario scenario)
      throws IOException {
    RamPayloads expected = RamPayloads.of(golden.stream(), scenario.pageSize());
    ReplayRun run = new ReplayRun(golden.stream(), expected, scenario);
    byte[] stream = run.perform();
    RamPayloads sent = RamPayloads.of(stream, scenario.pageSize());
    boolean inOrder = golden.determinism() != Determinism.RECORDS;
    Optional<String> difference = PayloadComparison.difference(expected, sent, inOrder);
    if (difference.isEmpty()) {
      difference = run.memoryDifference(golden.memory());
    }
    return new ReplayResult(
        id,
        inOrder,
        expected.payloads().size(),
        expected.pageRecords().size(),
        difference,
        CounterTable.of(golden.document().path("queryMigrate"), run.statistics(), scenario));
  }
}
