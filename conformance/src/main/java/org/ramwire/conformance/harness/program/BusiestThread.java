package org.ramwire.conformance.harness.program;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor time of that thread of a family which worked most since a moment, where the system
 * has {@code /proc} to tell it: Linux. One thread and not all of them: what a runtime compiles or
 * collects beside a program's own thread is not the program's time. Not thread-safe.
 */
final class BusiestThread {

  /** The unit in which Linux tells processor time. */
  static final long TICK_NANOS = 10_000_000;

  /** The first word after the name of a thread is the third of the line. */
  private static final int USER_TICKS = 14 - 3;

  private final ProcessFamily family;
  private List<ProcessHandle> processes = List.of();
  private Map<Path, Long> atStart = Map.of();

  BusiestThread(ProcessFamily family) {
    this.family = family;
  }

  /** Tells whether the system tells a thread's time. */
  static boolean known() {
    return Files.isReadable(Path.of("/proc/self/task"));
  }

  /** Begins anew, with the processes that there are: what a later one needs to start is no work. */
  void start() {
    family.look();
    processes = family.members();
    atStart = ticks();
  }

  /** Returns nanoseconds since the start, in whole ticks, and at most two of them too low. */
  long nanos() {
    long most = 0;
    for (Map.Entry<Path, Long> thread : ticks().entrySet()) {
      most = Math.max(most, thread.getValue() - atStart.getOrDefault(thread.getKey(), 0L));
    }
    return most * TICK_NANOS;
  }

  private Map<Path, Long> ticks() {
    Map<Path, Long> ticks = new HashMap<>();
    for (ProcessHandle member : processes) {
      Path threads = Path.of("/proc", Long.toString(member.pid()), "task");
      try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
        for (Path thread : all) {
          ticks.put(thread, ticks(Files.readString(thread.resolve("stat"))));
        }
      } catch (IOException | NumberFormatException e) {
        // It has ended, or this system has no such file.
      }
    }
    return ticks;
  }

  /** Adds user and system time of a line such as {@code 7 (name) S 1 …}; a name may have blanks. */
  private static long ticks(String line) {
    String[] words = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(words[USER_TICKS]) + Long.parseLong(words[USER_TICKS + 1]);
  }
}
