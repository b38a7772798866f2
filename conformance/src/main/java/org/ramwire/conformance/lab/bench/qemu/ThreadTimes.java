package org.ramwire.conformance.lab.bench.qemu;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time of a process's threads but the first, in nanoseconds, as Linux tells it in
 * {@code /proc}; empty elsewhere. QEMU's first thread answers us, and takes no part in a migration.
 */
final class ThreadTimes {

  private final Map<String, Long> nanos;

  private ThreadTimes(Map<String, Long> nanos) {
    this.nanos = nanos;
  }

  /** Reads the times so far. */
  static ThreadTimes of(long pid) {
    Map<String, Long> nanos = new TreeMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder(pid))) {
      for (Path thread : threads) {
        String id = thread.getFileName().toString();
        if (!id.equals(Long.toString(pid))) {
          String line = Files.readString(thread.resolve("schedstat"));
          nanos.put(id, Long.parseLong(line.substring(0, line.indexOf(' '))));
        }
      }
      return new ThreadTimes(nanos);
    } catch (IOException | RuntimeException e) {
      return new ThreadTimes(Map.of());
    }
  }

  private static Path folder(long pid) {
    return Path.of("/proc/" + pid + "/task");
  }

  /**
   * Returns what the threads have used since.
   *
   * @return nanoseconds; -1 if the system does not tell
   */
  long since(ThreadTimes earlier) {
    if (nanos.isEmpty() || !nanos.keySet().containsAll(earlier.nanos.keySet())) {
      return -1;
    }
    long used = 0;
    for (Map.Entry<String, Long> thread : nanos.entrySet()) {
      used += thread.getValue() - earlier.nanos.getOrDefault(thread.getKey(), 0L);
    }
    return used;
  }

  /** Tells whether no thread of a process has anything to do; true where nobody can tell. */
  static boolean allAsleep(long pid) {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder(pid))) {
      for (Path thread : threads) {
        String line = Files.readString(thread.resolve("stat"));
        // The name before it stands in parentheses, and may hold some itself.
        if (line.charAt(line.lastIndexOf(')') + 2) != 'S') {
          return false;
        }
      }
    } catch (IOException | RuntimeException e) {
      // Not Linux, or a thread has ended meanwhile.
    }
    return true;
  }
}
