package org.ramwire.compression.pipeline;

import java.io.Closeable;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded ring of work: one owner fills and releases its slots in order, and several threads, the
 * owner's among them, run what is in them.
 *
 * <pre>
 *        released ≤          claimed ≤          published ≤ released + slots
 *  ───────┼────────────────────┼────────────────────┼──────────►
 *   free  │ being run, or done │ waiting to be run  │ free
 * </pre>
 *
 * <p>A thread claims the oldest waiting slots by moving {@code claimed}; nobody takes a lock unless
 * it has nothing to do. An owner that has to wait runs waiting slots itself, so the ring makes
 * progress with no other thread at all. Every method but the constructor is the owner's.
 */
final class WorkRing<S extends WorkRing.Slot> implements Closeable {

  /** A place for one piece of work. What is in it belongs to whoever has claimed it. */
  abstract static class Slot {

    /** Set by the thread that has run it; what that thread wrote is visible then. */
    volatile boolean done;

    /** What running it threw, or null; to be read once it is done. */
    @Nullable Throwable failure;
  }

  /** What one thread runs slots with. */
  interface Worker<S> extends Closeable {

    /** Runs a slot. Whatever it throws becomes the slot's failure. */
    void run(S slot) throws Exception;

    @Override
    void close();
  }

  /** Rounds of looking before a thread goes to sleep: some microseconds. */
  private static final int SPINS = 128;

  /** Slots that a thread claims with one step. */
  private static final int MOST_AT_ONCE = 8;

  private final List<S> slots;
  private final Worker<S> own;
  private final Thread[] threads;

  /** Slots waiting beyond which a sleeping thread is woken. */
  private final int wakeBacklog;

  /** The owner's alone. */
  private long released;

  private final AtomicLong claimed = new AtomicLong();

  /** Written by the owner alone. */
  private volatile long published;

  private volatile boolean stopped;

  /** Some slot has failed. */
  private volatile boolean failed;

  /** The owner while it sleeps, or null. */
  private volatile @Nullable Thread waitingOwner;

  /** What threads without work sleep on: a monitor, since a wait on it allocates nothing. */
  private final Object idle = new Object();

  /** Threads that sleep and that nobody has woken yet; changed under the monitor. */
  private volatile int sleeping;

  /** Threads that have been woken and have not run yet; under the monitor. */
  private int wakeups;

  /**
   * Starts the threads beside the owner's.
   *
   * @param name what the threads are called
   * @param threads how many run slots, the owner included
   * @param slots the places
   * @param workers makes one worker for each thread
   */
  WorkRing(String name, int threads, List<S> slots, Supplier<? extends Worker<S>> workers) {
    this(name, threads, slots, slots.size() / 2, workers);
  }

  /**
   * Starts the threads beside the owner's.
   *
   * @param name what the threads are called
   * @param threads how many run slots, the owner included
   * @param slots the places
   * @param wakeBacklog slots waiting beyond which a sleeping thread is woken
   * @param workers makes one worker for each thread
   */
  WorkRing(
      String name,
      int threads,
      List<S> slots,
      int wakeBacklog,
      Supplier<? extends Worker<S>> workers) {
    this.slots = slots;
    this.wakeBacklog = wakeBacklog;
    this.threads = new Thread[threads - 1];
    this.own = workers.get();
    try {
      for (int i = 0; i < this.threads.length; i++) {
        Worker<S> worker = workers.get();
        Thread thread = new Thread(() -> runUntilStopped(worker), name + "-" + (i + 1));
        thread.setDaemon(true);
        start(thread, worker);
        this.threads[i] = thread;
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static void start(Thread thread, Worker<?> worker) {
    try {
      thread.start();
    } catch (RuntimeException | Error e) {
      worker.close();
      throw e;
    }
  }

  /** Returns a number of slots that keeps threads busy: one for one thread, else some for each. */
  static int usualSlots(int threads) {
    return threads == 1 ? 1 : Math.max(2 * threads, Math.min(16 * threads, 256));
  }

  int size() {
    return (int) (published - released);
  }

  boolean isEmpty() {
    return published == released;
  }

  boolean isFull() {
    return size() == slots.size();
  }

  /** Tells whether some slot that has been published has failed. */
  boolean failed() {
    return failed;
  }

  /** Returns the slot that the next {@link #publish} hands over. The ring is not full. */
  S free() {
    return slot(published);
  }

  /** Hands the free slot to the threads. */
  void publish() {
    S slot = free();
    slot.failure = null;
    slot.done = false;
    published++;
    wakeIfBehind(wakeBacklog);
  }

  /** Returns the slot at a position, 0 for the oldest. */
  S peek(int position) {
    return slot(released + position);
  }

  /** Gives the oldest slots, all of them done, back. */
  void release(int count) {
    released += count;
  }

  /**
   * Runs waiting slots, or sleeps, until a slot is done.
   *
   * @throws InterruptedIOException if the owner is interrupted while it has to wait
   */
  void await(S slot) throws InterruptedIOException {
    while (!slot.done) {
      wakeIfBehind(1);
      if (runSome(own, 1) == 0 && !spinUntilDone(slot)) {
        sleepUntilDone(slot);
      }
    }
  }

  private boolean spinUntilDone(S slot) {
    for (int i = 0; i < SPINS; i++) {
      if (slot.done) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private void sleepUntilDone(S slot) throws InterruptedIOException {
    waitingOwner = Thread.currentThread();
    try {
      while (!slot.done) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while pages were in flight");
        }
        LockSupport.park(this);
      }
    } finally {
      waitingOwner = null;
    }
  }

  private void runUntilStopped(Worker<S> worker) {
    try (worker) {
      while (!stopped) {
        if (runSome(worker, MOST_AT_ONCE) == 0) {
          idle();
        }
      }
    }
  }

  /** Claims and runs the oldest waiting slots, at most so many, and tells how many there were. */
  private int runSome(Worker<S> worker, int most) {
    long from = claimed.get();
    int count = share(published - from, most);
    while (count > 0 && !claimed.compareAndSet(from, from + count)) {
      from = claimed.get();
      count = share(published - from, most);
    }
    for (int i = 0; i < count && !stopped; i++) {
      run(worker, slot(from + i));
    }
    return count;
  }

  /** Returns how many of the waiting slots to claim: fewer, the fewer are left for the others. */
  private int share(long waiting, int most) {
    return waiting <= 0 ? 0 : (int) Math.max(1, Math.min(most, waiting / (2 * threads.length + 2)));
  }

  private void run(Worker<S> worker, S slot) {
    try {
      worker.run(slot);
    } catch (Throwable e) {
      slot.failure = e;
      failed = true;
    }
    slot.done = true;
    Thread owner = waitingOwner;
    if (owner != null) {
      LockSupport.unpark(owner);
    }
  }

  private boolean waiting() {
    return claimed.get() < published;
  }

  private void idle() {
    for (int i = 0; i < SPINS; i++) {
      if (waiting() || stopped) {
        return;
      }
      Thread.onSpinWait();
    }
    synchronized (idle) {
      // Counted before it looks once more; an owner publishes before it reads the count.
      sleeping++;
      while (wakeups == 0 && !waiting() && !stopped) {
        awaitWork();
      }
      if (wakeups > 0) {
        wakeups--;
      } else {
        sleeping--;
      }
    }
  }

  private void awaitWork() {
    try {
      idle.wait();
    } catch (InterruptedException e) {
      // The thread is the ring's own, which stops it by a flag: an interrupt means nothing to it.
    }
  }

  /** Wakes a sleeping thread if more slots are waiting than the backlog. */
  private void wakeIfBehind(int backlog) {
    if (sleeping > 0 && published - claimed.get() > backlog) {
      synchronized (idle) {
        if (sleeping > 0) {
          sleeping--;
          wakeups++;
          idle.notify();
        }
      }
    }
  }

  private S slot(long at) {
    return slots.get((int) (at % slots.size()));
  }

  /** Stops the threads, waits for their ends, and frees what they hold. Idempotent. */
  @Override
  public void close() {
    if (stopped) {
      return;
    }
    synchronized (idle) {
      stopped = true;
      idle.notifyAll();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= thread != null && join(thread);
    }
    own.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread's end, and tells whether the caller was interrupted meanwhile. */
  private static boolean join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
