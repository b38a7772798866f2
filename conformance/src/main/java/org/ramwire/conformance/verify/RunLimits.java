package org.ramwire.conformance.verify;

import java.time.Duration;

/**
 * What one run of an implementation may take.
 *
 * @param time wall time
 * @param outputBytes bytes on standard output, and the same again on standard error
 * @param folderBytes bytes in the case's folder, the case's own files included
 */
public record RunLimits(Duration time, long outputBytes, long folderBytes) {

  /** 1 MiB of output, 64 MiB in the folder. */
  static final RunLimits DEFAULT = new RunLimits(Duration.ofSeconds(30), 1 << 20, 64 << 20);

  RunLimits withTime(Duration limit) {
    return new RunLimits(limit, outputBytes, folderBytes);
  }

  /** Adds room for what a run has to write. */
  RunLimits withRoomFor(long moreBytes) {
    return new RunLimits(time, outputBytes, folderBytes + moreBytes);
  }
}
