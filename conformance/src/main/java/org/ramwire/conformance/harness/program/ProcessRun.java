package org.ramwire.conformance.harness.program;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ramwire.conformance.harness.protocol.CaseFolder;
import org.ramwire.conformance.harness.protocol.Outcome;
import org.ramwire.conformance.harness.protocol.RunLimits;

/** One run of a program under limits of time, output, disk and memory. */
final class ProcessRun {

  private static final long POLL_MILLIS = 20;
  private static final long DRAIN_MILLIS = 1000;

  /** Looking for children costs a pass over all processes, so not every poll does. */
  private static final int POLLS_PER_LOOK = 5;

  private final RunLimits limits;

  /** The folder whose size is watched, or null. */
  private final CaseFolder folder;

  private BoundedDrain out;
  private BoundedDrain err;

  ProcessRun(RunLimits limits, CaseFolder folder) {
    this.limits = limits;
    this.folder = folder;
  }

  /** Runs a command to its end, or to a limit's. */
  Outcome run(List<String> command) {
    try (ProcessFamily family = ProcessFamily.start(command)) {
      Process process = family.program();
      out = new BoundedDrain(process.getInputStream(), limits.outputBytes());
      err = new BoundedDrain(process.getErrorStream(), limits.outputBytes());
      closeInput(process);
      return watch(process, family);
    } catch (IOException e) {
      return new Outcome.NotStarted(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.NotStarted("interrupted");
    }
  }

  /** What the program wrote to standard output, up to the limit. */
  String standardOutput() {
    return out.text();
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  private Outcome watch(Process process, ProcessFamily family) throws InterruptedException {
    LimitWatch watch = new LimitWatch(limits, family, folder);
    long deadline = System.nanoTime() + limits.time().toNanos();
    for (int poll = 1; !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS); poll++) {
      if (poll % POLLS_PER_LOOK == 0) {
        family.look();
      }
      String over = overOutput() == null ? watch.over() : overOutput();
      if (over != null) {
        family.kill();
        return new Outcome.OverLimit(over, err.lastLine());
      }
      if (System.nanoTime() > deadline) {
        family.kill();
        return new Outcome.TimedOut(limits.time(), err.lastLine());
      }
    }
    return ended(process, family, watch);
  }

  private Outcome ended(Process process, ProcessFamily family, LimitWatch watch)
      throws InterruptedException {
    if (out.await(DRAIN_MILLIS) && err.await(DRAIN_MILLIS)) {
      // The JDK closes the pipes of a program that ends at once, so a child may still be there.
      family.killGroup();
    } else {
      family.kill();
    }
    String over = overOutput() == null ? watch.overDisk() : overOutput();
    return over != null
        ? new Outcome.OverLimit(over, err.lastLine())
        : new Outcome.Exited(process.exitValue(), null, err.lastLine());
  }

  /** Says which limit is passed, or null. */
  private String overOutput() {
    if (out.overflown()) {
      return "wrote more than " + limits.outputBytes() + " bytes on standard output";
    }
    return err.overflown()
        ? "wrote more than " + limits.outputBytes() + " bytes on standard error"
        : null;
  }
}
