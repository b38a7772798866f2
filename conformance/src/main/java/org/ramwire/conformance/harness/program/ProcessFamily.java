package org.ramwire.conformance.harness.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A program that was started and whatever it has started in turn, to be ended together.
 *
 * <p>Where the system has {@code setsid}, the program gets a process group of its own, so that also
 * a child is found whose parent has ended; one that takes a group of its own is found by a mark in
 * its environment. Elsewhere members are remembered from each look. Those still alive when this JVM
 * ends are ended with it.
 */
final class ProcessFamily implements AutoCloseable {

  private static final Set<ProcessFamily> OPEN = ConcurrentHashMap.newKeySet();
  private static final int MAX_ROUNDS = 20;

  /** The program that starts another in a group of its own, or null. */
  private static final Path SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(null);

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> OPEN.forEach(ProcessFamily::kill), "end programs under test"));
  }

  private final Process program;
  private final MarkedProcesses marked;
  private final Set<ProcessHandle> members = new LinkedHashSet<>();

  private ProcessFamily(Process program, MarkedProcesses marked) {
    this.program = program;
    this.marked = marked;
    members.add(program.toHandle());
    OPEN.add(this);
  }

  /** Starts a command. */
  static ProcessFamily start(List<String> command) throws IOException {
    List<String> all = new ArrayList<>(command);
    if (SETSID != null) {
      all.add(0, SETSID.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(all);
    // The launcher's own word to its child; a program under test has no terminal.
    builder.environment().remove("RAMWIRE_TERMINAL");
    MarkedProcesses marked = new MarkedProcesses();
    builder.environment().put(MarkedProcesses.VARIABLE, marked.mark());
    return new ProcessFamily(builder.start(), marked);
  }

  Process program() {
    return program;
  }

  /** Looks for further members. */
  synchronized void look() {
    Set<ProcessHandle> found = new LinkedHashSet<>(members);
    for (ProcessHandle member : members) {
      try (Stream<ProcessHandle> descendants = member.descendants()) {
        descendants.forEach(found::add);
      }
    }
    members.addAll(found);
  }

  /** Returns the members that were seen, also those that have ended. */
  synchronized List<ProcessHandle> members() {
    return List.copyOf(members);
  }

  /** Sums up the resident memory of the members; 0 where the system does not tell. */
  synchronized long residentBytes() {
    return members.stream().mapToLong(ResidentMemory::bytes).sum();
  }

  /** Ends all members, also those that they start meanwhile. */
  synchronized void kill() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      look();
      killGroup();
      if (members.stream().noneMatch(ProcessHandle::isAlive)) {
        return;
      }
      members.forEach(ProcessHandle::destroyForcibly);
      pause();
    }
  }

  /** Ends what is left of the program's own group; does nothing where it has none. */
  void killGroup() {
    if (SETSID == null) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-KILL", "--", "-" + program.pid())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // No such command: the members that were seen are ended one by one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends what is left: known members, and what has gone its own way but has the mark. */
  @Override
  public void close() {
    members.addAll(marked.alive());
    if (members.stream().anyMatch(ProcessHandle::isAlive)) {
      kill();
    }
    OPEN.remove(this);
  }
}
