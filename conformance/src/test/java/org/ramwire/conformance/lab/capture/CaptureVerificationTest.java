package org.ramwire.conformance.lab.capture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.conformance.lab.scenario.Expectations;
import org.ramwire.conformance.lab.scenario.PageExpectation;
import org.ramwire.conformance.lab.scenario.PageRef;
import org.ramwire.conformance.lab.scenario.Round;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.conformance.lab.scenario.WriteHistory;
import org.ramwire.golden.GoldenStreams;

/** What a capture is refused for: a golden stream against a scenario that differs in one thing. */
class CaptureVerificationTest {

  private Scenario scenario;
  private StoredGolden golden;

  @BeforeEach
  void readGolden() throws Exception {
    scenario = Scenarios.find("plain");
    golden = StoredGolden.of(GoldenStreams.find("7.2.22", "plain").orElseThrow());
  }

  private static Scenario with(Scenario scenario, WriteHistory history, Expectations expected) {
    return new Scenario(
        scenario.name(),
        scenario.title(),
        scenario.machine(),
        scenario.pageSize(),
        scenario.blocks(),
        scenario.settings(),
        history,
        expected);
  }

  private static Expectations expecting(Map<String, Integer> totals, String... records) {
    List<PageExpectation> pages = List.of(new PageExpectation(new PageRef(0, 2), List.of(records)));
    return new Expectations(Determinism.STREAM, totals, pages);
  }

  private void refused(Scenario spoilt, String message) throws Exception {
    GoldenSetTest.Replay replay = GoldenSetTest.Replay.of(spoilt, golden.stream());
    assertThatThrownBy(
            () -> {
              replay.verification().checkBlocks(replay.observer().blocks());
              replay.verification().checkMemory(golden.memory(), replay.received());
              replay.verification().checkRecords();
            })
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesOtherRecordsOfAPage() throws Exception {
    Expectations expected = expecting(Map.of(), "PAGE");
    refused(
        with(scenario, scenario.history(), expected),
        "page 2 of block 0: records ZERO: expected PAGE");
    Expectations more = expecting(Map.of(), "ZERO", "ZERO");
    refused(with(scenario, scenario.history(), more), "records ZERO: expected ZERO ZERO");
    Expectations longer = expecting(Map.of(), "ZERO:2");
    refused(with(scenario, scenario.history(), longer), "expected ZERO:2");
  }

  @Test
  void refusesOtherTotals() throws Exception {
    Expectations expected = expecting(Map.of("PAGE", 20), "ZERO");
    refused(with(scenario, scenario.history(), expected), "19 PAGE: expected 20");
  }

  @Test
  void refusesMemoryThatTheScenarioDidNotWrite() throws Exception {
    WriteHistory less = new WriteHistory(List.of(), Optional.empty(), List.of(), List.of());
    refused(
        with(scenario, less, scenario.expectations()),
        "block 0 (microvm.ram) at 0x0: the source's memory has 55, the scenario's writes make 00");
  }

  @Test
  void refusesMemoryThatTheStreamDoesNotMake() throws Exception {
    golden.memory().get(1)[77] ^= 1;
    refused(scenario, "block 1 (pc.bios) at 0x4d");
  }

  @Test
  void refusesOtherBlocks() throws Exception {
    refused(Scenarios.find("idstr-1-byte"), "expected [b=65536, pc.bios=65536]");
  }

  @Test
  void refusesARoundThatNeverCame() throws Exception {
    WriteHistory history = scenario.history();
    Round never = new Round(new PageRef(0, 0), List.of());
    WriteHistory waiting =
        new WriteHistory(
            history.firstContent(), history.pacer(), List.of(never, never), history.lastStage());
    refused(with(scenario, waiting, scenario.expectations()), "not every round was set off");
  }
}
