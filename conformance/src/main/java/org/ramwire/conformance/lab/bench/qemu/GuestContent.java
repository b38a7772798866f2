package org.ramwire.conformance.lab.bench.qemu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.conformance.lab.scenario.Determinism;
import org.ramwire.conformance.lab.scenario.Expectations;
import org.ramwire.conformance.lab.scenario.MigrationSettings;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioBlock;
import org.ramwire.conformance.lab.scenario.WriteHistory;
import org.ramwire.format.PageSize;

/**
 * A history in a guest's memory: its pages one after the other, again and again until they are
 * enough, between zero pages.
 *
 * @param history the pages
 * @param encoder how QEMU sends them
 * @param copies how often each is there
 */
record GuestContent(PageHistory history, QemuEncoder encoder, int copies) {

  /** The block that holds it. */
  static final String BLOCK = "microvm.ram";

  /** Where the content starts in the block, and, for the guest, in memory: above its first MiB. */
  static final int START = 2 << 20;

  /**
   * Zero pages after the content. QEMU looks for what the guest has written meanwhile when less is
   * left than the link takes in a millisecond, so the last of a round may belong to the next.
   */
  static final int TAIL_BYTES = 8 << 20;

  private static final int MIB = 1 << 20;

  /** As many copies as the encoder needs. */
  static GuestContent of(PageHistory history, QemuEncoder encoder) {
    int copies = (encoder.leastPages() + history.pages() - 1) / history.pages();
    return new GuestContent(history, encoder, copies);
  }

  int pages() {
    return copies * history.pages();
  }

  int bytes() {
    return pages() * PageSize.X86.bytes();
  }

  byte[] before() {
    return repeated(history.before());
  }

  byte[] after() {
    return repeated(history.after());
  }

  private byte[] repeated(byte[] once) {
    byte[] all = new byte[copies * once.length];
    for (int copy = 0; copy < copies; copy++) {
      System.arraycopy(once, 0, all, copy * once.length, once.length);
    }
    return all;
  }

  private int memoryBytes() {
    int bytes = START + bytes() + TAIL_BYTES;
    return (bytes + MIB - 1) / MIB * MIB;
  }

  /** The least power of two that all of memory fits in. */
  private long cacheBytes() {
    return Long.highestOneBit(memoryBytes() - 1L) << 1;
  }

  /** The guest, and its migration as fast as it goes. */
  Scenario guest() {
    Map<String, Long> parameters = new TreeMap<>(encoder.parameters());
    parameters.put("max-bandwidth", 1L << 40);
    parameters.put("downtime-limit", 1L);
    if (encoder == QemuEncoder.XBZRLE) {
      parameters.put("xbzrle-cache-size", cacheBytes());
    }
    return new Scenario(
        "bench",
        "A page history for a benchmark.",
        "microvm",
        PageSize.X86,
        List.of(
            new ScenarioBlock(BLOCK, memoryBytes(), 0),
            new ScenarioBlock("pc.bios", 1 << 16, 0xffff0000L)),
        new MigrationSettings(encoder.capabilities(), parameters),
        new WriteHistory(List.of(), Optional.empty(), List.of(), List.of()),
        new Expectations(Determinism.STREAM, Map.of(), List.of()));
  }
}
