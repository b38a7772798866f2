package org.ramwire.sender.migration;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.ramwire.sender.migration.RamSender.State;

/**
 * The order of a sender's calls: one at a time, each in the state that it needs, and a cancellation
 * that may come from any thread at any time. What the sender holds is released once, at its end.
 */
final class CallGate {

  /** What one call does. */
  interface Call {
    long run() throws IOException;
  }

  /** What a sender does at its end. */
  interface Release {
    void run() throws IOException;
  }

  private final Release release;

  /** Held during a call, and to release what the sender holds. */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile State state = State.NEW;
  private volatile boolean cancelled;

  CallGate(Release release) {
    this.release = release;
  }

  State state() {
    return state;
  }

  /** Goes over to the next state; for a call that has come to its end. */
  void enter(State next) {
    state = next;
  }

  /** Throws if the sending has been cancelled; for a call at work, between two pages. */
  void requireNotCancelled() throws SendCancelledException {
    if (cancelled) {
      throw new SendCancelledException(null);
    }
  }

  long call(State needed, Call body) throws IOException {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a sender cannot be called from its own hook or memory");
    }
    turn.lock();
    try {
      endIfCancelled();
      if (state == State.CANCELLED) {
        throw new SendCancelledException(null);
      }
      if (state != needed) {
        throw new IllegalStateException("the sender is " + state + ", not " + needed);
      }
      return run(body);
    } finally {
      endIfCancelled();
      turn.unlock();
      if (cancelled) {
        // Whoever cancelled while this call was at its end could not release anything.
        cancel();
      }
    }
  }

  private long run(Call body) throws IOException {
    try {
      return body.run();
    } catch (SendCancelledException e) {
      throw e;
    } catch (InternalError e) {
      // What the JVM throws for a mapped page that has no file behind it any more.
      IOException fault =
          new IOException("the guest's memory cannot be read: was a mapped file shortened?", e);
      failed(fault);
      throw fault;
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** Ends the sender with a failure, or with the cancellation that the failure comes from. */
  private void failed(Throwable failure) throws SendCancelledException {
    if (cancelled) {
      throw new SendCancelledException(failure);
    }
    state = State.FAILED;
    releaseAfter(failure);
  }

  void cancel() {
    cancelled = true;
    // A call at work, also if it is this thread's own, sees the flag at its next page.
    if (!turn.isHeldByCurrentThread() && turn.tryLock()) {
      try {
        endIfCancelled();
      } finally {
        turn.unlock();
      }
    }
  }

  private void endIfCancelled() {
    if (cancelled && (state == State.NEW || state == State.ACTIVE)) {
      state = State.CANCELLED;
      releaseAfter(null);
    }
  }

  private void releaseAfter(@Nullable Throwable failure) {
    try {
      release.run();
    } catch (IOException | RuntimeException e) {
      if (failure != null) {
        failure.addSuppressed(e);
      }
    }
  }
}
