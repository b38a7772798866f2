package org.ramwire.conformance.lab.replay;

/**
 * One counter of a replay beside QEMU's.
 *
 * @param name as {@code query-migrate} calls it
 * @param golden what QEMU reported
 * @param replayed what the sender counted
 * @param erratum the entry that says why they differ, or empty if they have to be equal
 */
public record CounterRow(String name, long golden, long replayed, String erratum) {

  /**
   * Tells whether the counter is as it has to be.
   *
   * @return true if it is equal, or an erratum says why not
   */
  public boolean explained() {
    return equal() || !erratum.isEmpty();
  }

  /**
   * Tells whether the numbers are equal.
   *
   * @return true if they are
   */
  public boolean equal() {
    return golden == replayed;
  }
}
