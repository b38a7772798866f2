package org.ramwire.conformance.harness.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Processes that have a mark in their environment: also those that have left their parent and its
 * group, unless they have cleared their environment too. Found where the system has {@code /proc}.
 */
final class MarkedProcesses {

  /** The variable that holds the mark. */
  static final String VARIABLE = "RAMWIRE_RUN";

  private static final Path PROC = Path.of("/proc");

  private final String mark = UUID.randomUUID().toString();

  /** Returns what the variable is set to. */
  String mark() {
    return mark;
  }

  /** Looks for those that are alive. */
  List<ProcessHandle> alive() {
    List<ProcessHandle> found = new ArrayList<>();
    if (!Files.isDirectory(PROC)) {
      return found;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path one : all) {
        if (marked(one.resolve("environ"))) {
          ProcessHandle.of(Long.parseLong(one.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // What cannot be looked at is somebody else's.
    }
    return found;
  }

  private boolean marked(Path environment) {
    try {
      String text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
      return text.contains(VARIABLE + "=" + mark);
    } catch (IOException e) {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  }
}
