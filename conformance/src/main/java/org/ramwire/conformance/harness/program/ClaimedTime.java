package org.ramwire.conformance.harness.program;

import java.util.Locale;
import org.ramwire.conformance.lab.bench.EncoderFault;

/**
 * The time that a program says it took, held against what can be seen from outside: the clock, and
 * the processor time of its busiest thread.
 *
 * <p>What it sees: a sum of claims that is longer than the answers took; one that is less than half
 * of the processor time beyond four times what reading and writing cost; one that no memory is fast
 * enough for. An honest program is not accused on a busy machine: there the clock runs on, so that
 * more could be claimed, and processor time does not. Not thread-safe.
 */
final class ClaimedTime {

  private static final long SLACK_NANOS = 2 * BusiestThread.TICK_NANOS;

  /** The clock must have run so long before a claim near zero counts: some clocks are coarse. */
  private static final long COARSE_NANOS = 200_000_000;

  /** More than the nearest cache of a processor gives. */
  private static final long FASTEST_BYTES_PER_NANO = 400;

  private final String what;

  /** What a batch costs that is only copied, and how many bytes it has; 0 before it is known. */
  private long overheadNanos;

  private long overheadBytes;

  private long claimedNanos;
  private long clockNanos;
  private long workedBytes;
  private long allowedNanos;

  /**
   * Begins.
   *
   * @param what is done, as a sentence names it: {@code encoding}
   */
  ClaimedTime(String what) {
    this.what = what;
  }

  /**
   * Learns what transport costs, from batches that are nothing else.
   *
   * @param count how many
   * @param bytes how many went to and fro for each
   * @param busyNanos processor time of the busiest thread for all of them, in ticks
   */
  void learn(int count, long bytes, long busyNanos) {
    // What the ticks may have held back is transport, too.
    overheadNanos = (busyNanos + SLACK_NANOS) / count;
    overheadBytes = bytes;
  }

  /** Takes what another such program has learnt. */
  void learnFrom(ClaimedTime other) {
    overheadNanos = other.overheadNanos;
    overheadBytes = other.overheadBytes;
  }

  /**
   * Adds a batch.
   *
   * @param claimed nanoseconds, as the program says
   * @param clock nanoseconds from the request's first byte to the answer's first line
   * @param worked how many bytes the work has to look at in any case
   * @param transported how many bytes went to and fro
   */
  void add(long claimed, long clock, long worked, long transported) throws EncoderFault {
    clockNanos += clock;
    if (claimed < 0) {
      throw new EncoderFault("it lies about time: it claims " + claimed + " ns for " + what);
    }
    if (claimed > clockNanos + SLACK_NANOS - claimedNanos) {
      throw new EncoderFault(
          String.format(
              Locale.ROOT,
              "it lies about time: it claims %s for %s, and the answers were there after %s",
              millis((double) claimedNanos + claimed),
              what,
              millis(clockNanos)));
    }
    claimedNanos += claimed;
    workedBytes += worked;
    double copies = Math.max(1, (double) transported / Math.max(1, overheadBytes));
    allowedNanos += (long) (overheadNanos * copies);
  }

  /**
   * Judges all claims.
   *
   * @param busyNanos processor time of the busiest thread for all of them, in ticks; 0 if nobody
   *     knows
   */
  void check(long busyNanos) throws EncoderFault {
    if (clockNanos > COARSE_NANOS && claimedNanos < workedBytes / FASTEST_BYTES_PER_NANO) {
      throw new EncoderFault(
          String.format(
              Locale.ROOT,
              "it lies about time: it claims %s for %s %.1f MB, and no memory is that fast",
              millis(claimedNanos),
              what,
              workedBytes / 1e6));
    }
    if (busyNanos > 2 * claimedNanos + 4 * allowedNanos + SLACK_NANOS) {
      throw new EncoderFault(
          String.format(
              Locale.ROOT,
              "it lies about time: it claims %s for %s, and its processor time is %s, of which"
                  + " reading and writing explain %s",
              millis(claimedNanos),
              what,
              millis(busyNanos),
              millis(allowedNanos)));
    }
  }

  private static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
