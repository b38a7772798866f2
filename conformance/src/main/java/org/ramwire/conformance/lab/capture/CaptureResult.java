package org.ramwire.conformance.lab.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.conformance.lab.qemu.Provenance;
import org.ramwire.conformance.lab.scenario.Scenario;

/**
 * A stream that a real QEMU sent, verified, with all that makes it a golden stream.
 *
 * @param scenario what was played
 * @param stream the stream's bytes
 * @param blocks the block list that it holds
 * @param memory each block's memory as the paused source reported it, in the list's order
 * @param totals how many records and ram sections of each kind there are
 * @param provenance where it comes from
 */
public record CaptureResult(
    Scenario scenario,
    byte[] stream,
    BlockList blocks,
    List<byte[]> memory,
    Map<String, Integer> totals,
    Provenance provenance) {

  /**
   * Returns how many records concern a page.
   *
   * @return a count
   */
  public int pageRecords() {
    return Arrays.stream(RamRecordKind.values())
        .filter(RamRecordKind::isPage)
        .mapToInt(kind -> totals.getOrDefault(kind.name(), 0))
        .sum();
  }
}
