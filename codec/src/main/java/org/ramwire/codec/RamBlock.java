package org.ramwire.codec;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * An entry of the block list: one contiguous piece of guest memory (RAM-021).
 *
 * @param index position in the list that defines the blocks, from 0
 * @param idstr the name
 * @param usedLength bytes in use; a positive multiple of the page size
 * @param maxLength bytes that the block may grow to; the used length where only the wire is known
 * @param pageSizeBytes the block's own page size where the entry carries one (RAM-030), else 0
 * @param address guest-physical address where the entry carries one (RAM-031), any 64 bits
 */
public record RamBlock(
    int index,
    Idstr idstr,
    long usedLength,
    long maxLength,
    long pageSizeBytes,
    OptionalLong address) {

  /**
   * Checks that a name is there and that the lengths are in order.
   *
   * @param index position in the list, from 0
   * @param idstr the name
   * @param usedLength bytes in use
   * @param maxLength bytes that the block may grow to
   * @param pageSizeBytes own page size, or 0
   * @param address guest-physical address, if there is one
   */
  public RamBlock {
    Objects.requireNonNull(idstr, "idstr");
    Objects.requireNonNull(address, "address");
    if (index < 0 || usedLength < 0 || maxLength < usedLength) {
      throw new IllegalArgumentException(
          "block " + index + ": used length " + usedLength + ", maximum length " + maxLength);
    }
  }

  /**
   * A block that may grow, as a receiver has it.
   *
   * @param index position in the list, from 0
   * @param idstr the name
   * @param usedLength bytes in use
   * @param maxLength bytes that the block may grow to
   */
  public RamBlock(int index, Idstr idstr, long usedLength, long maxLength) {
    this(index, idstr, usedLength, maxLength, 0, OptionalLong.empty());
  }

  /**
   * A block of fixed length.
   *
   * @param index position in the list, from 0
   * @param idstr the name
   * @param usedLength bytes
   */
  public RamBlock(int index, Idstr idstr, long usedLength) {
    this(index, idstr, usedLength, usedLength);
  }
}
