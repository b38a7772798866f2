package org.ramwire.conformance.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ramwire.codec.BlockList;
import org.ramwire.conformance.lab.qemu.Provenance;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.conformance.lab.scenario.Expectations;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.golden.GoldenStreams;

class GoldenFolderTest {

  @TempDir Path folder;
  private Scenario scenario;
  private StoredGolden golden;
  private BlockList blocks;

  @BeforeEach
  void readGolden() throws Exception {
    read("compress-level1-threads1");
  }

  private void read(String name) throws IOException {
    scenario = Scenarios.find(name);
    golden = StoredGolden.of(GoldenStreams.find("7.2.22", name).orElseThrow());
    blocks = GoldenSetTest.Replay.of(scenario, golden.stream()).observer().blocks();
  }

  /** A capture like the golden one, with another stream and determinism. */
  private CaptureResult capture(byte[] stream, Determinism determinism) {
    Expectations expectations = new Expectations(determinism, Map.of(), List.of());
    Scenario changed =
        new Scenario(
            scenario.name(),
            scenario.title(),
            scenario.machine(),
            scenario.pageSize(),
            scenario.blocks(),
            scenario.settings(),
            scenario.history(),
            expectations);
    Provenance provenance =
        new Provenance(
            "7.2.22",
            "test",
            List.of("qemu"),
            List.of("events"),
            JsonNodeFactory.instance.arrayNode(),
            JsonNodeFactory.instance.objectNode());
    List<byte[]> memory = golden.memory().stream().map(byte[]::clone).toList();
    return new CaptureResult(changed, stream, blocks, memory, Map.of("PAGE", 1), provenance);
  }

  private StoredGolden written(byte[] stream, Determinism determinism) throws IOException {
    return StoredGolden.of(new GoldenFolder(folder).write(capture(stream, determinism)));
  }

  private byte[] spoiltAt(int offset) {
    byte[] stream = golden.stream().clone();
    stream[offset] ^= 1;
    return stream;
  }

  @Test
  void writesWhatCanBeReadBack() throws Exception {
    StoredGolden stored = written(golden.stream(), Determinism.STREAM);
    assertThat(stored.stream()).isEqualTo(golden.stream());
    assertThat(stored.memory()).usingRecursiveComparison().isEqualTo(golden.memory());
    assertThat(stored.determinism()).isEqualTo(Determinism.STREAM);
    assertThat(Files.readString(folder.resolve("index.txt")))
        .isEqualTo("7.2.22/compress-level1-threads1 2\n");
  }

  @Test
  void replacesAnEarlierCaptureAndLeavesNothingElse() throws Exception {
    written(spoiltAt(100), Determinism.STREAM);
    StoredGolden stored = written(golden.stream(), Determinism.STREAM);
    assertThat(stored.stream()).isEqualTo(golden.stream());
    try (Stream<Path> entries = Files.list(folder.resolve("7.2.22"))) {
      assertThat(entries).hasSize(1);
    }
    read("zero");
    written(golden.stream(), Determinism.RAM);
    assertThat(Files.readAllLines(folder.resolve("index.txt")))
        .containsExactly("7.2.22/compress-level1-threads1 2", "7.2.22/zero 2");
  }

  @Test
  void findsTheFirstByteThatDiffers() throws Exception {
    StoredGolden stored = written(golden.stream(), Determinism.STREAM);
    assertThat(difference(stored, golden.stream())).isEmpty();
    int last = golden.stream().length - 1;
    assertThat(difference(stored, spoiltAt(last))).contains("stream differs first at 0x");
    assertThat(difference(stored, Arrays.copyOf(golden.stream(), last))).contains("now its end");
  }

  @Test
  void comparesOnlyTheRamSectionWhereDevicesDiffer() throws Exception {
    StoredGolden stored = written(golden.stream(), Determinism.RAM);
    // A byte of the last device's state, and one of a page.
    assertThat(difference(stored, spoiltAt(golden.stream().length - 20))).isEmpty();
    assertThat(difference(stored, spoiltAt(0x100)))
        .contains("payload 1 of the ram section differs");
  }

  @Test
  void comparesRecordsAsASetWhereTheirOrderDiffers() throws Exception {
    StoredGolden stored = written(golden.stream(), Determinism.RECORDS);
    read("compress-level1-threads4");
    assertThat(golden.stream()).isNotEqualTo(stored.stream());
    assertThat(difference(stored, golden.stream())).isEmpty();
    assertThat(difference(stored, spoiltAt(0x100)))
        .startsWith("missing now: PAGE of microvm.ram at 0x0: 4096 bytes [");
  }

  @Test
  void comparesMemory() throws Exception {
    StoredGolden stored = written(golden.stream(), Determinism.STREAM);
    stored.memory().get(1)[5] ^= 1;
    assertThat(difference(stored, golden.stream()))
        .contains("memory of block 1 differs first at 0x5");
  }

  private String difference(StoredGolden stored, byte[] stream) throws IOException {
    return GoldenCheck.difference(stored, capture(stream, Determinism.STREAM)).orElse("");
  }
}
