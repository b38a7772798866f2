package org.ramwire.conformance.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.ramwire.conformance.stream.images.ExtractedMemory;
import org.ramwire.conformance.stream.transfer.GuestWorkload;
import picocli.CommandLine.Option;

/** The guest that writes to memory while it is sent. */
final class DirtyGuestOptions {

  @Option(
      names = "--dirty",
      paramLabel = "SIZE",
      description =
          "let a guest write to pages of so many bytes a second, such as 16M. Nine of ten "
              + "writes go to a sixteenth of memory; 85 %% of the writes change a few bytes, 5 %% a "
              + "whole page, 5 %% make the page zero, 5 %% change nothing")
  private String dirty;

  @Option(
      names = "--dirty-seconds",
      paramLabel = "S",
      description = "with --dirty: for how long; 0: until the switchover (default: 0)")
  private Long seconds;

  @Option(
      names = "--dirty-threads",
      paramLabel = "N",
      description = "with --dirty: how many threads write, 1 to 64 (default: 2)")
  private Integer threads;

  @Option(
      names = "--dirty-seed",
      paramLabel = "N",
      description = "with --dirty: the seed that decides what is written, and where (default: 1)")
  private Long seed;

  @Option(
      names = "--final",
      paramLabel = "DIR",
      description =
          "write the memory that was sent in the end, in the form of 'extract', to compare it "
              + "with what was received")
  private Path finalImages;

  DirtyGuestOptions() {}

  boolean writes() {
    return dirty != null;
  }

  GuestWorkload workload() {
    if (dirty == null && (seconds != null || threads != null || seed != null)) {
      throw new IllegalArgumentException(
          "--dirty-seconds, --dirty-threads and --dirty-seed need --dirty");
    }
    long rate = dirty == null ? 0 : SendTuning.rate("--dirty", dirty);
    try {
      return new GuestWorkload(
          rate,
          seconds == null ? 0 : seconds,
          threads == null ? 2 : threads,
          seed == null ? 1 : seed);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--dirty-" + e.getMessage(), e);
    }
  }

  /** Returns where the last images go, or null. */
  ExtractedMemory finalImages(boolean force) throws IOException {
    return finalImages == null ? null : ExtractedMemory.create(finalImages, force);
  }
}
