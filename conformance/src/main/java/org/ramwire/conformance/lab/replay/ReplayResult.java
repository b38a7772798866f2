package org.ramwire.conformance.lab.replay;

import java.util.List;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param id the golden stream's
 * @param inOrder true if payloads were compared byte by byte; false if the records of each were
 *     compared as a set, because threads decided their order in the capture
 * @param sections how many payloads the golden stream has
 * @param records how many page records it has
 * @param difference what differs first, or nothing
 * @param counters the sender's counters beside those that QEMU reported
 */
public record ReplayResult(
    String id,
    boolean inOrder,
    int sections,
    int records,
    Optional<String> difference,
    List<CounterRow> counters) {

  /**
   * Copies the list.
   *
   * @param id the golden stream's
   * @param inOrder whether payloads were compared byte by byte
   * @param sections how many payloads the golden stream has
   * @param records how many page records it has
   * @param difference what differs first, or nothing
   * @param counters the sender's counters beside those that QEMU reported
   */
  public ReplayResult {
    counters = List.copyOf(counters);
  }

  /**
   * Tells whether every record is equal, and every counter or explained by an erratum.
   *
   * @return true if nothing is left to explain
   */
  public boolean passed() {
    return difference.isEmpty() && counters.stream().allMatch(CounterRow::explained);
  }
}
