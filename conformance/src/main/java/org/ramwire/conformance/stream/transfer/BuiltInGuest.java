package org.ramwire.conformance.stream.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.ramwire.sender.CpuThrottle;
import org.ramwire.sender.memory.MappedGuest;
import org.ramwire.sender.memory.MappedGuestBlock;

/**
 * A guest that keeps writing to the memory that is being sent, and that auto-converge can slow
 * down: its threads then write less.
 *
 * <p>The sender's thread starts and stops it; any thread may ask how much it has written.
 */
public final class BuiltInGuest implements CpuThrottle, Closeable {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int PERCENT = 100;

  /** A thread that was kept from running does not make up for more than this. */
  private static final double MAX_OWED_SECONDS = 0.25;

  private final List<MappedGuestBlock> blocks;
  private final int pageBytes;
  private final GuestWorkload workload;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong writtenPages = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile int throttlePercent;
  private volatile int highestThrottlePercent;

  /**
   * Makes a guest that stands still.
   *
   * @param memory what it writes to
   * @param pageBytes the page size
   * @param workload how it writes
   */
  public BuiltInGuest(MappedGuest memory, int pageBytes, GuestWorkload workload) {
    this.blocks = memory.blocks();
    this.pageBytes = pageBytes;
    this.workload = workload;
  }

  /** Lets it run, if it is to write at all. */
  void start() {
    if (workload.bytesPerSecond() == 0) {
      return;
    }
    for (int i = 0; i < workload.threads(); i++) {
      PageWriter writer = new PageWriter(blocks, pageBytes, workload.seed() + i);
      Thread thread = new Thread(() -> run(writer), "guest processor " + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void run(PageWriter writer) {
    double pagesPerSecond = (double) workload.bytesPerSecond() / pageBytes / workload.threads();
    long startNanos = System.nanoTime();
    long lastNanos = startNanos;
    double owed = 0;
    try {
      while (!stopped) {
        long now = System.nanoTime();
        if (workload.seconds() > 0
            && now - startNanos > TimeUnit.SECONDS.toNanos(workload.seconds())) {
          return;
        }
        double running = (PERCENT - throttlePercent) / (double) PERCENT;
        owed += (now - lastNanos) / 1e9 * pagesPerSecond * running;
        owed = Math.min(owed, pagesPerSecond * MAX_OWED_SECONDS + 1);
        lastNanos = now;
        for (; owed >= 1 && !stopped; owed--) {
          writer.writeOne();
          writtenPages.incrementAndGet();
        }
        LockSupport.parkNanos(TICK_NANOS);
      }
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Stops it: no thread writes any more when this returns. */
  void stop() throws IOException {
    close();
    Exception fault = failure.get();
    if (fault != null) {
      throw new IOException("the guest's memory cannot be written: " + fault.getMessage(), fault);
    }
  }

  @Override
  public void close() {
    stopped = true;
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void slowDown(int percent) {
    throttlePercent = percent;
    highestThrottlePercent = Math.max(highestThrottlePercent, percent);
  }

  /**
   * Returns how much it has been slowed down at most.
   *
   * @return percent
   */
  public int highestThrottlePercent() {
    return highestThrottlePercent;
  }

  /**
   * Returns how many pages it has written to, each time counted.
   *
   * @return a count that grows while it runs
   */
  public long writtenPages() {
    return writtenPages.get();
  }
}
