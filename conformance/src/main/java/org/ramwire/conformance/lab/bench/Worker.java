package org.ramwire.conformance.lab.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread in which encoders run. One that does not come back in time is left behind: its thread
 * cannot be stopped, but it does not keep the JVM alive, and another takes its place.
 */
final class Worker implements AutoCloseable {

  /** What may fail with a fault. */
  interface Step {
    void run() throws EncoderFault;
  }

  private final long limitNanos;
  private ExecutorService thread = start();

  Worker(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  private static ExecutorService start() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "bench");
          thread.setDaemon(true);
          return thread;
        });
  }

  void run(Step step) throws EncoderFault {
    Future<?> done =
        thread.submit(
            () -> {
              step.run();
              return null;
            });
    try {
      done.get(limitNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.shutdownNow();
      thread = start();
      throw EncoderFault.hanging(TimeUnit.NANOSECONDS.toSeconds(limitNanos));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EncoderFault fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EncoderFault("the run was interrupted");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
