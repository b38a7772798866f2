package org.ramwire.conformance.harness.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ramwire.conformance.harness.judge.CaseResult;
import org.ramwire.conformance.suite.cases.ConformanceCase;

/** Cases run by so many threads; their results stand in the order of the cases. */
final class CasePool {

  private final int jobs;
  private final Run run;

  /** Runs one case, in any thread. */
  @FunctionalInterface
  interface Run {

    CaseResult of(ConformanceCase one) throws IOException;
  }

  CasePool(int jobs, Run run) {
    this.jobs = jobs;
    this.run = run;
  }

  List<CaseResult> run(List<ConformanceCase> cases, Verification.Listener listener)
      throws IOException {
    int[] done = new int[1];
    ExecutorService threads = Executors.newFixedThreadPool(jobs, CasePool::thread);
    try {
      List<Future<CaseResult>> running = new ArrayList<>();
      for (ConformanceCase one : cases) {
        running.add(
            threads.submit(
                () -> {
                  CaseResult result = run.of(one);
                  synchronized (done) {
                    listener.caseEnded(++done[0], cases.size(), result);
                  }
                  return result;
                }));
      }
      List<CaseResult> results = new ArrayList<>();
      for (Future<CaseResult> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while cases were running");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new AssertionError("a case could not be run", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "run cases");
    thread.setDaemon(true);
    return thread;
  }
}
