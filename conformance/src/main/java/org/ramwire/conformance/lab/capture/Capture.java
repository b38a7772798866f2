package org.ramwire.conformance.lab.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.Deadline;
import org.ramwire.conformance.lab.qemu.Firmware;
import org.ramwire.conformance.lab.qemu.GuestQemu;
import org.ramwire.conformance.lab.qemu.LiveStream;
import org.ramwire.conformance.lab.qemu.Provenance;
import org.ramwire.conformance.lab.qemu.UnplayableException;
import org.ramwire.conformance.lab.scenario.Machine;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioRun;
import org.ramwire.conformance.stream.inspect.Tee;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.HeapMemory;

/**
 * One playing of a scenario on a real QEMU, recorded and verified.
 *
 * <p>Used once. Not thread-safe.
 */
public final class Capture {

  private static final Duration COMPLETION = Duration.ofSeconds(20);
  private static final long MAX_MEMORY_BYTES = 64L << 20;

  private final String program;
  private final Scenario scenario;
  private final Duration allowed;
  private final ScenarioRun run;

  /** The block that the firmware image fills, so that nobody else has to, or -1. */
  private final int firmwareBlock;

  private boolean begun;
  private @Nullable GuestQemu guest;

  private Capture(String program, Scenario scenario, Duration allowed) throws IOException {
    this.program = program;
    this.scenario = scenario;
    this.allowed = allowed;
    this.run = new ScenarioRun(scenario, this::write);
    this.firmwareBlock = Machine.find(scenario.machine()).firmwareBlockOf(scenario);
  }

  /**
   * Plays a scenario.
   *
   * @param program path or name of the QEMU program
   * @param scenario what to play
   * @param allowed how long the migration may take
   * @param progress called at each page record
   * @return the verified capture
   * @throws UnplayableException if this build of QEMU lacks what the scenario needs
   * @throws CaptureException if QEMU cannot be driven, or not in time
   * @throws VerificationException if what it sent is not what the scenario or its memory says
   * @throws IOException if the stream breaks a clause or a file cannot be read
   */
  public static CaptureResult of(
      String program, Scenario scenario, Duration allowed, Runnable progress) throws IOException {
    return new Capture(program, scenario, allowed).perform(progress);
  }

  private CaptureResult perform(Runnable progress) throws IOException {
    byte[] firmware = Firmware.of(scenario, firmwareBlock);
    try (GuestQemu started = GuestQemu.start(program, scenario, firmware, List.of())) {
      guest = started;
      try {
        return record(progress);
      } catch (UnplayableException e) {
        throw e;
      } catch (CaptureException | StreamException e) {
        throw started.process().explained(e);
      }
    }
  }

  private void write(int block, int pageOffset, byte[] memory, int pageBytes) throws IOException {
    if (begun || block != firmwareBlock) {
      guest.writePage(block, pageOffset, memory, pageBytes);
    }
  }

  private CaptureResult record(Runnable progress) throws IOException {
    run.begin();
    begun = true;
    Set<String> capabilities = guest.configure(neededCapabilities());
    RecordLog log = new RecordLog(scenario.pageSize().bytes());
    HeapMemory received = new HeapMemory(MAX_MEMORY_BYTES);
    Path socket = guest.process().file("stream");
    try (LiveStream stream =
            new LiveStream(socket, guest.qmp(), this::event, Deadline.in(allowed));
        RamReceiver receiver = new RamReceiver(received, scenario.pageSize(), Strictness.STRICT)) {
      ScenarioObserver observer =
          new ScenarioObserver(run, log, progress, () -> lastStageBegins(stream));
      guest.qmp().execute("migrate", argument("uri", "unix:" + socket));
      read(stream, receiver, observer);
      JsonNode last = awaitCompletion();
      List<byte[]> memory = guest.memory();
      CaptureVerification verification =
          new CaptureVerification(scenario, run, log, guest.version());
      verification.checkBlocks(observer.blocks());
      verification.checkMemory(memory, received);
      verification.checkRecords();
      return new CaptureResult(
          scenario,
          stream.recorded(),
          observer.blocks(),
          memory,
          log.totals(),
          Provenance.of(program, guest, capabilities, last));
    }
  }

  private void read(LiveStream stream, RamReceiver receiver, ScenarioObserver observer)
      throws IOException {
    ReaderOptions options = ReaderOptions.DEFAULT.withPageSize(scenario.pageSize());
    StreamInput input = new StreamInput(stream);
    MigrationStreamReader.open(input, options, new Tee(receiver, observer)).read();
    receiver.finish(input.offset());
  }

  private void lastStageBegins(LiveStream stream) throws IOException {
    if (scenario.settings().opensReturnPath()) {
      stream.sendShutWhenQuiet();
    }
  }

  /** Returns what the playing itself needs. */
  private Set<String> neededCapabilities() {
    Set<String> needed = new TreeSet<>(Set.of("events"));
    if (scenario.pausesBeforeLastStage()) {
      needed.add("pause-before-switchover");
    }
    return needed;
  }

  private static ObjectNode argument(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private void event(JsonNode event) throws IOException {
    if (!event.path("event").asText().equals("MIGRATION")) {
      return;
    }
    switch (event.path("data").path("status").asText()) {
      case "pre-switchover" -> {
        run.beforeLastStage();
        guest.qmp().execute("migrate-continue", argument("state", "pre-switchover"));
      }
      case "failed" -> throw failed(guest.queryMigrate());
      default -> {
        // The other states need nothing of us.
      }
    }
  }

  private JsonNode awaitCompletion() throws IOException {
    Deadline deadline = Deadline.in(COMPLETION);
    while (true) {
      JsonNode state = guest.queryMigrate();
      String status = state.path("status").asText();
      if (status.equals("completed")) {
        return state;
      }
      if (status.equals("failed")) {
        throw failed(state);
      }
      if (deadline.passed()) {
        throw new CaptureException(
            "the migration is still '" + status + "', " + deadline.allowed() + " after its stream");
      }
      Deadline.pause();
    }
  }

  private static CaptureException failed(JsonNode state) {
    return new CaptureException(
        "the migration failed: " + state.path("error-desc").asText("QEMU gives no reason"));
  }
}
