package org.ramwire.conformance.suite.cases;

import java.util.List;

/**
 * One round of a guest's memory.
 *
 * @param images what memory holds while the round is sent, one image for each block in order
 * @param dirty what the guest has written since the round before; of the first round nothing
 */
public record EncoderRound(List<MemoryImage> images, List<DirtyRange> dirty) {

  /**
   * A range that the guest has written, with new bytes or the same.
   *
   * @param block the block's index
   * @param offset where it starts, a multiple of the page size
   * @param length its bytes, a multiple of the page size
   */
  public record DirtyRange(int block, long offset, long length) {}

  /**
   * Copies the lists.
   *
   * @param images what memory holds, one image for each block in order
   * @param dirty what the guest has written since the round before
   */
  public EncoderRound {
    images = List.copyOf(images);
    dirty = List.copyOf(dirty);
  }
}
