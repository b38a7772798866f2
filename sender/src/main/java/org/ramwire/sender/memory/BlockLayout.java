package org.ramwire.sender.memory;

import java.util.Objects;
import org.ramwire.codec.Idstr;

/**
 * What a block is, beside its content.
 *
 * @param idstr its name
 * @param usedLength bytes in use at first
 * @param maxLength how far it may grow, bytes
 * @param listedPageSize the page size that its list entry states, or 0 (RAM-030)
 * @param guestAddress the guest-physical address that its list entry may state (RAM-031)
 * @param shared whether the destination has the same memory
 */
public record BlockLayout(
    Idstr idstr,
    long usedLength,
    long maxLength,
    long listedPageSize,
    long guestAddress,
    boolean shared) {

  /**
   * Checks that there is a name; the lengths are checked against a page size later.
   *
   * @param idstr its name
   * @param usedLength bytes in use at first
   * @param maxLength how far it may grow, bytes
   * @param listedPageSize the page size that its list entry states, or 0 (RAM-030)
   * @param guestAddress the guest-physical address that its list entry may state (RAM-031)
   * @param shared whether the destination has the same memory
   */
  public BlockLayout {
    Objects.requireNonNull(idstr, "idstr");
  }
}
