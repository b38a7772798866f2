package org.ramwire.conformance.harness.protocol;

import java.time.Duration;

/**
 * What one run of an implementation may take.
 *
 * @param time wall time
 * @param outputBytes bytes on standard output, and the same again on standard error
 * @param folderBytes bytes in the case's folder, the case's own files included
 * @param memoryBytes resident memory of the program and its children together
 */
public record RunLimits(Duration time, long outputBytes, long folderBytes, long memoryBytes) {

  /** A slow disk's. */
  private static final long BYTES_PER_SECOND = 100 << 20;

  /** 1 MiB of output, 64 MiB in the folder, 2 GiB of memory. */
  public static final RunLimits DEFAULT =
      new RunLimits(Duration.ofSeconds(30), 1 << 20, 64 << 20, 2L << 30);

  /**
   * Changes the wall time.
   *
   * @param limit what a run may take
   * @return limits that differ in that
   */
  public RunLimits withTime(Duration limit) {
    return new RunLimits(limit, outputBytes, folderBytes, memoryBytes);
  }

  /** Adds time for images so large that reading or writing them takes time of its own. */
  public RunLimits withTimeFor(long imageBytes) {
    return withTime(time.plusSeconds(imageBytes / BYTES_PER_SECOND));
  }

  public RunLimits withMemory(long limitBytes) {
    return new RunLimits(time, outputBytes, folderBytes, limitBytes);
  }

  /** Adds room for what a run has to write. */
  public RunLimits withRoomFor(long moreBytes) {
    return new RunLimits(time, outputBytes, folderBytes + moreBytes, memoryBytes);
  }
}
