package org.ramwire.conformance.harness.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of a process, where the system has {@code /proc} to tell it: Linux. */
final class ResidentMemory {

  private static final String KEY = "VmRSS:";

  private ResidentMemory() {}

  /** Returns bytes, or 0 if nobody knows. */
  static long bytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(KEY))
          .mapToLong(ResidentMemory::bytes)
          .sum();
    } catch (IOException | NumberFormatException e) {
      // It has ended, or this system has no such file.
      return 0;
    }
  }

  /** Reads a line such as {@code VmRSS: 1234 kB}. */
  private static long bytes(String line) {
    String[] words = line.substring(KEY.length()).strip().split("\\s+");
    return Long.parseLong(words[0]) << 10;
  }
}
