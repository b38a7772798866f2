package org.ramwire.conformance.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioRun;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.HeapMemory;

/** The golden streams that come with Ramwire, against their documents and their scenarios. */
class GoldenSetTest {

  static Stream<GoldenStream> all() throws IOException {
    return GoldenStreams.all().stream();
  }

  @Test
  void hasAStreamOfEveryScenario() throws Exception {
    List<String> names = all().map(GoldenStream::name).distinct().sorted().toList();
    assertThat(names).isEqualTo(Scenarios.names());
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheHashesThatItsDocumentStates(GoldenStream golden) throws Exception {
    StoredGolden stored = StoredGolden.of(golden);
    JsonNode document = stored.document();
    assertThat(document.path("qemuVersion").asText()).isEqualTo(golden.qemuVersion());
    assertThat(document.path("scenario").asText()).isEqualTo(golden.name());
    assertThat(document.path("blocks")).hasSize(golden.blockCount());
    checkFile(document.path("stream"), stored.stream());
    for (JsonNode block : document.path("blocks")) {
      checkFile(block, stored.memory().get(block.path("index").asInt()));
    }
  }

  private static void checkFile(JsonNode file, byte[] content) {
    assertThat(content).hasSize(file.path("lengthBytes").asInt());
    assertThat(GoldenDocument.sha256(content)).isEqualTo(file.path("sha256").asText());
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesNoPathOfTheMachineThatMadeIt(GoldenStream golden) throws Exception {
    String json = new String(golden.json(), StandardCharsets.UTF_8);
    String known = json.replace("\"/dev/null\"", "").replace("{dir}/", "");
    assertThat(known).doesNotContain("\"/", ":/", "=/").contains("\"qemu-system-");
  }

  /** Plays the golden stream to the scenario as if a sender sent it now. */
  @ParameterizedTest
  @MethodSource("all")
  void isWhatItsScenarioSays(GoldenStream golden) throws Exception {
    Scenario scenario = Scenarios.find(golden.name());
    StoredGolden stored = StoredGolden.of(golden);
    Replay replay = Replay.of(scenario, stored.stream());
    assertThat(replay.log().totals())
        .hasSameSizeAs(stored.document().path("totals"))
        .allSatisfy(
            (kind, count) ->
                assertThat(stored.document().path("totals").path(kind).asInt()).isEqualTo(count));
    replay.verification().checkBlocks(replay.observer().blocks());
    replay.verification().checkMemory(stored.memory(), replay.received());
    replay.verification().checkRecords();
    assertThat(stored.determinism()).isEqualTo(scenario.expectations().determinism());
  }

  /** A stream read with everything that watches it during a capture. */
  record Replay(
      ScenarioObserver observer,
      RecordLog log,
      HeapMemory received,
      CaptureVerification verification) {

    static Replay of(Scenario scenario, byte[] stream) throws IOException {
      PageSize pageSize = scenario.pageSize();
      ScenarioRun run = new ScenarioRun(scenario, (block, offset, memory, length) -> {});
      RecordLog log = new RecordLog(pageSize.bytes());
      HeapMemory received = new HeapMemory(1 << 20);
      ScenarioObserver observer =
          new ScenarioObserver(
              run,
              log,
              () -> {},
              scenario.pausesBeforeLastStage() ? run::beforeLastStage : () -> {});
      run.begin();
      try (RamReceiver receiver = new RamReceiver(received, pageSize, Strictness.STRICT)) {
        MigrationStreamReader.open(
                new StreamInput(new ByteArrayInputStream(stream)),
                ReaderOptions.DEFAULT.withPageSize(pageSize),
                new Tee(receiver, observer))
            .read();
      }
      return new Replay(
          observer, log, received, new CaptureVerification(scenario, run, log, "7.2.22"));
    }
  }
}
