package org.ramwire.conformance.lab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.QemuProgram;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioReader;
import org.ramwire.conformance.lab.scenario.Scenarios;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;

/** Captures from a real QEMU, and golden streams fed back to one. */
@Timeout(600)
class CaptureIT {

  private static final Duration ALLOWED = Duration.ofMinutes(5);

  private static String program;
  private static String version;

  @BeforeAll
  static void findQemu() throws IOException {
    try {
      program = QemuProgram.find(QemuProgram.DEFAULT).toString();
      version = capture("zero").provenance().version();
    } catch (CaptureException e) {
      skip(e.getMessage());
    }
    if (GoldenStreams.find(version, "zero").isEmpty()) {
      skip("there are no golden streams from QEMU " + version);
    }
  }

  /** Skips for a reason that is printed, or fails where a real QEMU is required. */
  private static void skip(String reason) {
    if (Boolean.getBoolean("ramwire.qemu.required")) {
      fail("a real QEMU is required: " + reason);
    }
    System.out.println("CaptureIT skipped: " + reason);
    abort(reason);
  }

  private static CaptureResult capture(String name) throws IOException {
    return Capture.of(program, Scenarios.find(name), ALLOWED, () -> {});
  }

  private static StoredGolden golden(String name) throws IOException {
    Optional<GoldenStream> stream = GoldenStreams.find(version, name);
    return StoredGolden.of(stream.orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "xbzrle",
        "multi-block",
        "two-pages",
        "compress-level9-threads1",
        "compress-level1-threads4",
        "minimal-container",
        "legacy-container",
        "postcopy-advised",
        "idstr-255-bytes"
      })
  void capturesTheSameAgain(String name) throws Exception {
    assertThat(GoldenCheck.difference(golden(name), capture(name))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "zero",
        "rate-limited",
        "rounds",
        "multi-block-xbzrle",
        "xbzrle",
        "xbzrle-tiny-cache",
        "compress-level1-threads1",
        "compress-then-xbzrle",
        "minimal-container",
        "legacy-container",
        "pc-devices",
        "idstr-255-bytes",
        "two-pages"
      })
  void aRealDestinationMakesTheSameMemory(String name) throws Exception {
    StoredGolden golden = golden(name);
    List<byte[]> memory = Destination.load(program, Scenarios.find(name), golden.stream());
    assertThat(memory).hasSameSizeAs(golden.memory());
    for (int index = 0; index < memory.size(); index++) {
      assertThat(memory.get(index)).as("block " + index).isEqualTo(golden.memory().get(index));
    }
  }

  @Test
  void aRealDestinationRefusesASpoiltStream() throws Exception {
    StoredGolden golden = golden("plain");
    golden.stream()[0] ^= 1;
    assertThatThrownBy(() -> Destination.load(program, Scenarios.find("plain"), golden.stream()))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("Not a migration stream");
  }

  @Test
  void explainsWhyQemuDoesNotStart() throws Exception {
    String json =
        "{\"title\": \"t\", \"machine\": \"microvm-named\", \"blocks\": ["
            + "{\"idstr\": \"no,comma\", \"lengthBytes\": 65536, \"guestAddress\": 0},"
            + "{\"idstr\": \"pc.bios\", \"lengthBytes\": 65536, \"guestAddress\": 0}],"
            + "\"determinism\": \"stream\", \"expect\": {}}";
    Scenario scenario = ScenarioReader.read("comma", json);
    assertThatThrownBy(() -> Capture.of(program, scenario, ALLOWED, () -> {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("QEMU printed: qemu-system-x86_64:");
  }

  @Test
  void endsAMigrationThatTakesTooLong() throws Exception {
    Scenario slow = Scenarios.find("rate-limited");
    assertThatThrownBy(() -> Capture.of(program, slow, Duration.ofSeconds(1), () -> {}))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("has not come to its end in 1 s");
  }
}
