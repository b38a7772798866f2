package org.ramwire.codec;

/**
 * What a reader takes at most from a stream before it refuses it (LIM-001 to LIM-005).
 *
 * @param maxBlocks RAM blocks in a list
 * @param maxRamBytes sum of the used lengths
 * @param maxVmdescBytes the description's length
 * @param maxConfigurationBytes the machine name's length, and apart from it the capabilities' count
 * @param maxSections sections whose names are kept
 */
public record Limits(
    int maxBlocks,
    long maxRamBytes,
    int maxVmdescBytes,
    int maxConfigurationBytes,
    int maxSections) {

  /** 4096 blocks, 64 TiB of RAM, 8 MiB of description, 4096 bytes of name, 16384 sections. */
  public static final Limits DEFAULT = new Limits(4096, 64L << 40, 8 << 20, 4096, 16384);

  /**
   * Checks that each limit is at least 1.
   *
   * @param maxBlocks RAM blocks in a list
   * @param maxRamBytes sum of the used lengths
   * @param maxVmdescBytes length of the description
   * @param maxConfigurationBytes length of the machine name
   * @param maxSections sections whose names are kept
   */
  public Limits {
    if (maxBlocks < 1
        || maxRamBytes < 1
        || maxVmdescBytes < 1
        || maxConfigurationBytes < 1
        || maxSections < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
  }

  /**
   * Changes the limit of RAM.
   *
   * @param bytes sum of the used lengths
   * @return limits that differ in that one
   */
  public Limits withMaxRamBytes(long bytes) {
    return new Limits(maxBlocks, bytes, maxVmdescBytes, maxConfigurationBytes, maxSections);
  }
}
