package org.ramwire.conformance.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.ramwire.conformance.lab.history.PageHistory;

/**
 * Measures an encoder with several threads: each opens its own and goes over its own part of a
 * history, again and again, for a time by the clock on the wall. Decoding and comparing are part of
 * it, as on a machine that sends and receives.
 */
final class ScalingRun {

  private static final int RUNS = 3;

  /** Returns how long all numbers of threads take together, if each takes so long. */
  static long nanos(long each) {
    int counts = 1;
    for (int threads = 1; threads < Runtime.getRuntime().availableProcessors(); threads *= 2) {
      counts++;
    }
    return counts * each;
  }

  private ScalingRun() {}

  /**
   * Measures 1, 2, 4 … threads, up to the processors that the JVM may use.
   *
   * @param entrant the encoder
   * @param history its pages
   * @param nanos how long each number of threads runs
   */
  static List<Row.Scaling> measure(Entrant entrant, PageHistory history, long nanos)
      throws EncoderFault {
    int most = Math.min(Runtime.getRuntime().availableProcessors(), history.pages());
    List<Row.Scaling> scaling = new ArrayList<>();
    for (int threads = 1; threads < most; threads *= 2) {
      scaling.add(measure(entrant, history, threads, most, nanos));
    }
    scaling.add(measure(entrant, history, most, most, nanos));
    return scaling;
  }

  /** The best of a few runs: what else the machine does can only take away. */
  private static Row.Scaling measure(
      Entrant entrant, PageHistory history, int threads, int most, long nanos) throws EncoderFault {
    double best = 0;
    for (int run = 0; run < RUNS; run++) {
      best = Math.max(best, pagesPerSecond(entrant, history, threads, most, nanos / RUNS));
    }
    return new Row.Scaling(threads, best);
  }

  /** Each thread has the part of the history that it would have if all ran. */
  private static double pagesPerSecond(
      Entrant entrant, PageHistory history, int threads, int most, long nanos) throws EncoderFault {
    CountDownLatch ready = new CountDownLatch(threads);
    AtomicLong pages = new AtomicLong();
    AtomicLong lastEnd = new AtomicLong();
    AtomicLong firstStart = new AtomicLong(Long.MAX_VALUE);
    AtomicReference<EncoderFault> fault = new AtomicReference<>();
    List<Thread> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int from = (int) ((long) history.pages() * thread / most);
      int to = (int) ((long) history.pages() * (thread + 1) / most);
      Runnable work =
          () -> {
            OpenEncoder encoder = null;
            try {
              encoder = entrant.open(history.pageSize());
              encoder.pass(history, from, to);
              ready.countDown();
              ready.await();
              long start = System.nanoTime();
              firstStart.accumulateAndGet(start, Math::min);
              do {
                encoder.pass(history, from, to);
                pages.addAndGet(to - from);
              } while (System.nanoTime() - start < nanos);
              lastEnd.accumulateAndGet(System.nanoTime(), Math::max);
            } catch (EncoderFault e) {
              fault.set(e);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              // Nobody waits for one that failed.
              ready.countDown();
              if (encoder != null) {
                encoder.close();
              }
            }
          };
      Thread worker = new Thread(work, "bench-" + thread);
      worker.setDaemon(true);
      running.add(worker);
      worker.start();
    }
    for (Thread worker : running) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        running.forEach(Thread::interrupt);
        Thread.currentThread().interrupt();
        throw new EncoderFault("the run was interrupted");
      }
    }
    if (fault.get() != null) {
      throw fault.get();
    }
    return pages.get() * 1e9 / (lastEnd.get() - firstStart.get());
  }
}
