package org.ramwire.conformance.lab.linux;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a recording is made with.
 *
 * @param qemu the QEMU program
 * @param kernel the guest's kernel
 * @param busybox all its programs
 * @param memoryBytes the guest's memory, a multiple of 1 MiB, {@value #MIN_MEMORY_BYTES} at least
 * @param rounds how often memory is recorded after the first time, from 1 to {@value #MAX_ROUNDS}
 * @param intervalSeconds how long a round is by the guest's clock, 1 at least
 * @param timeLimit how long the start of the guest, or one round, may take here
 */
public record LinuxSettings(
    Path qemu,
    GuestProgram kernel,
    GuestProgram busybox,
    long memoryBytes,
    int rounds,
    int intervalSeconds,
    Duration timeLimit) {

  /** The least memory that the workloads fit into. */
  public static final long MIN_MEMORY_BYTES = 128L << 20;

  /** The most memory that a PC has below the gap for its devices. */
  public static final long MAX_MEMORY_BYTES = 2L << 30;

  /** The most rounds. */
  public static final int MAX_ROUNDS = 999;

  /** The size of the guest's pages. */
  static final int PAGE_BYTES = 4096;

  /**
   * Checks the ranges.
   *
   * @param qemu the QEMU program
   * @param kernel the guest's kernel
   * @param busybox all its programs
   * @param memoryBytes the guest's memory
   * @param rounds how often memory is recorded after the first time
   * @param intervalSeconds how long a round is by the guest's clock
   * @param timeLimit how long one round may take here
   * @throws IllegalArgumentException if a number is out of its range
   */
  public LinuxSettings {
    if (memoryBytes < MIN_MEMORY_BYTES
        || memoryBytes > MAX_MEMORY_BYTES
        || memoryBytes % (1 << 20) != 0) {
      throw new IllegalArgumentException("memoryBytes: " + memoryBytes);
    }
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException("rounds: " + rounds);
    }
    if (intervalSeconds < 1) {
      throw new IllegalArgumentException("intervalSeconds: " + intervalSeconds);
    }
  }
}
