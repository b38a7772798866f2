package org.ramwire.conformance.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that prints a byte at a moment of its work, and goes on once it is told to end: the
 * signal comes at that moment and at no other.
 */
final class UnfinishedWork {

  private UnfinishedWork() {}

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    switch (arguments[1]) {
      case "making" -> Endings.make(() -> delete(target), () -> makeWhileEnding(target));
      case "first" -> {
        untilEnding();
        Unfinished.directory(target, Access.OWNER);
      }
      case "publishing" -> {
        Unfinished directory = Unfinished.directory(target, Access.OWNER);
        untilEnding();
        // Earlier it may appear, whole.
        while (!Endings.underWay()) {
          Thread.onSpinWait();
        }
        directory.publish();
      }
      case "filling" -> {
        Unfinished directory = Unfinished.directory(target, Access.OWNER);
        untilEnding();
        for (int i = 0; ; i++) {
          Files.createFile(directory.path().resolve(i + ".img"));
        }
      }
      default -> {
        Unfinished directory = Unfinished.directory(target, Access.OWNER);
        Files.writeString(directory.path().resolve("0.img"), "half");
        System.out.print('.');
        System.out.flush();
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static void makeWhileEnding(Path target) throws IOException {
    Files.createDirectory(target.getParent());
    untilEnding();
    Files.createFile(target);
  }

  private static void delete(Path target) {
    try {
      Files.deleteIfExists(target);
      Files.deleteIfExists(target.getParent());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns once the signal has come: hooks are no longer taken then. */
  private static void untilEnding() {
    System.out.print('.');
    System.out.flush();
    Thread never = new Thread(() -> {});
    while (true) {
      try {
        Runtime.getRuntime().addShutdownHook(never);
        Runtime.getRuntime().removeShutdownHook(never);
        Thread.onSpinWait();
      } catch (IllegalStateException e) {
        return;
      }
    }
  }
}
