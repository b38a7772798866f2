package org.ramwire.conformance.lab.scenario;

/**
 * A RAM block of a scenario.
 *
 * @param idstr its name on the wire
 * @param lengthBytes its used length
 * @param guestAddress where the guest sees it; only a real machine needs it
 */
public record ScenarioBlock(String idstr, int lengthBytes, long guestAddress) {

  /**
   * Checks the length.
   *
   * @param idstr its name on the wire
   * @param lengthBytes its used length
   * @param guestAddress where the guest sees it; only a real machine needs it
   * @throws IllegalArgumentException if it is not positive
   */
  public ScenarioBlock {
    if (lengthBytes <= 0) {
      throw new IllegalArgumentException("block " + idstr + ": length " + lengthBytes);
    }
  }
}
