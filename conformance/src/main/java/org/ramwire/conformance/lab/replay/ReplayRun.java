package org.ramwire.conformance.lab.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.conformance.lab.capture.RamPayloads;
import org.ramwire.conformance.lab.capture.RamPayloads.PageRecord;
import org.ramwire.conformance.lab.scenario.MigrationSettings;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioBlock;
import org.ramwire.conformance.lab.scenario.ScenarioRun;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.memory.BlockLayout;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.migration.RamMigration;
import org.ramwire.sender.migration.RamSection;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.profile.SenderProfile;

/** One playing of a scenario on our sender. Used once. */
final class ReplayRun implements RamMigration.Switchover {

  /** The idstr's owner is a machine of which the destination shares the memory. */
  private static final String SHARED_MACHINE = "microvm-shared";

  private final Scenario scenario;
  private final byte[] golden;
  private final RamPayloads expected;
  private final List<HeapGuestBlock> blocks = new ArrayList<>();
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(stream);
  private final ScenarioRun run;
  private @Nullable RamSender sender;

  /** Page records that the scenario has been told of. */
  private int told;

  ReplayRun(byte[] golden, RamPayloads expected, Scenario scenario) {
    this.golden = golden;
    this.expected = expected;
    this.scenario = scenario;
    this.run =
        new ScenarioRun(
            scenario,
            (block, pageOffset, memory, pageBytes) ->
                blocks.get(block).write(pageOffset, memory, pageOffset, pageBytes));
  }

  /** Sends, and returns the stream: the golden one's head, and sections of our own. */
  byte[] perform() throws IOException {
    HeapGuest guest = new HeapGuest(scenario.pageSize(), SenderProfile.QEMU_7_2);
    for (ScenarioBlock block : scenario.blocks()) {
      blocks.add(guest.addBlock(layout(block)));
    }
    run.begin();
    // What stands before the section counts against the rate limit's first window.
    int start = sectionStart();
    SenderSeams seams = SenderSeams.DEFAULT.withClock(new ReplayClock());
    sender = new RamSender(guest, options(), output, seams);
    output.bytes(golden, 0, start);
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    RamSection section = RamSection.in(container, sectionId(start), hasFooters());
    new RamMigration(sender, section, output, this).run();
    return snapshot();
  }

  private BlockLayout layout(ScenarioBlock block) {
    long length = block.lengthBytes();
    boolean shared = scenario.machine().equals(SHARED_MACHINE) && blocks.isEmpty();
    Idstr idstr = Idstr.of(block.idstr());
    return new BlockLayout(idstr, length, length, 0, block.guestAddress(), shared);
  }

  private SenderOptions options() {
    MigrationSettings settings = scenario.settings();
    SenderOptions.Builder options =
        SenderOptions.builder()
            .pageSize(scenario.pageSize())
            .profile(SenderProfile.QEMU_7_2)
            .maxBandwidth(parameter("max-bandwidth", 128L << 20))
            .downtimeLimitMillis(parameter("downtime-limit", 300))
            .listsAddresses(settings.capabilities().contains("x-ignore-shared"));
    if (settings.capabilities().contains("xbzrle")) {
      options.xbzrle(parameter("xbzrle-cache-size", 64L << 20));
    }
    if (settings.capabilities().contains("compress")) {
      options.compression(
          (int) parameter("compress-threads", 8), (int) parameter("compress-level", 1));
    }
    return options.build();
  }

  private long parameter(String name, long usual) {
    return scenario.settings().parameters().getOrDefault(name, usual);
  }

  /** Returns where the ram section's START begins: its head is of fixed length. */
  private int sectionStart() {
    int payload = (int) expected.payloads().get(0).offset();
    return payload - StreamConstants.RAM_START_BYTES;
  }

  private int sectionId(int start) {
    return golden[start + Integer.BYTES];
  }

  private boolean hasFooters() {
    RamPayloads.Payload first = expected.payloads().get(0);
    return golden[(int) first.offset() + first.bytes().length] == SectionType.FOOTER;
  }

  @Override
  public void partSent() throws IOException {
    List<PageRecord> records = RamPayloads.of(snapshot(), scenario.pageSize()).pageRecords();
    for (; told < records.size(); told++) {
      PageRecord page = records.get(told);
      run.pageSent(index(page.block()), page.pageOffset());
    }
  }

  private int index(String idstr) {
    List<String> names = scenario.blocks().stream().map(ScenarioBlock::idstr).toList();
    return names.indexOf(idstr);
  }

  @Override
  public void stopGuest() throws IOException {
    run.beforeLastStage();
  }

  /** Returns the stream so far, ended. */
  private byte[] snapshot() throws IOException {
    output.flush();
    byte[] sent = stream.toByteArray();
    return Arrays.copyOf(sent, sent.length + 1);
  }

  SenderStatistics statistics() {
    return sender.statistics();
  }

  /** Compares the guest's memory with what the paused QEMU reported in the end. */
  Optional<String> memoryDifference(List<byte[]> memory) {
    for (int i = 0; i < memory.size(); i++) {
      byte[] own = new byte[memory.get(i).length];
      blocks.get(i).read(0, own, 0, own.length);
      int at = Arrays.mismatch(memory.get(i), own);
      if (at >= 0) {
        return Optional.of("memory of block " + i + " differs at 0x" + Integer.toHexString(at));
      }
    }
    return Optional.empty();
  }
}
