package org.ramwire.compression.pipeline;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A bound on how long something may take: beyond it the test fails and shows every thread. */
final class Watchdog {

  private static final long SECONDS = 180;

  private Watchdog() {}

  static <T> T guard(Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "guarded");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not finished after " + SECONDS + " s:\n" + allStacks(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }

  /** Tells whether any thread whose name starts so is alive. */
  static boolean anyAlive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith(prefix) && thread.isAlive());
  }

  private static String allStacks() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      text.append(entry.getKey()).append('\n');
      Arrays.stream(entry.getValue()).forEach(e -> text.append("    ").append(e).append('\n'));
    }
    return text.toString();
  }
}
