package org.ramwire.conformance.verify;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A program that was started and whatever it has started in turn, to be ended together.
 *
 * <p>A process whose parent has ended is nobody's child any more, so members are remembered from
 * each look. Those still alive when this JVM ends are ended with it.
 */
final class ProcessFamily implements AutoCloseable {

  private static final Set<ProcessFamily> OPEN = ConcurrentHashMap.newKeySet();
  private static final int MAX_ROUNDS = 20;

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> OPEN.forEach(ProcessFamily::kill), "end programs under test"));
  }

  private final Set<ProcessHandle> members = new LinkedHashSet<>();

  ProcessFamily(Process program) {
    members.add(program.toHandle());
    OPEN.add(this);
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

  /** Ends all members, also those that they start meanwhile. */
  synchronized void kill() {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      look();
      if (members.stream().noneMatch(ProcessHandle::isAlive)) {
        return;
      }
      members.forEach(ProcessHandle::destroyForcibly);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    OPEN.remove(this);
  }
}
