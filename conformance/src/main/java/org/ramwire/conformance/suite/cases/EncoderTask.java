package org.ramwire.conformance.suite.cases;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an encoder is given: a guest's memory in rounds, and what it may write.
 *
 * @param rounds the rounds, at least one; in the first every page is to be sent
 * @param allow the kinds beside PAGE that the other side takes; ZERO is always among them
 * @param cacheBytes the size of the cache for deltas, of profile {@code qemu-identical} alone: it
 *     decides which pages go as deltas. At least a page
 */
public record EncoderTask(
    List<EncoderRound> rounds, SortedSet<EncoderKind> allow, long cacheBytes) {

  /** What QEMU has unless it is told otherwise: 64 MiB. */
  public static final long DEFAULT_CACHE_BYTES = 64 << 20;

  /**
   * Copies the collections, and adds ZERO: every receiver takes it.
   *
   * @param rounds the rounds, at least one
   * @param allow the kinds beside PAGE that the other side takes
   * @param cacheBytes the size of the cache for deltas, at least a page
   */
  public EncoderTask {
    rounds = List.copyOf(rounds);
    SortedSet<EncoderKind> all = new TreeSet<>(allow);
    all.add(EncoderKind.ZERO);
    allow = Collections.unmodifiableSortedSet(all);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("a task without a round");
    }
  }

  /**
   * Makes a task with a cache of {@link #DEFAULT_CACHE_BYTES}.
   *
   * @param rounds the rounds, at least one
   * @param allow the kinds beside PAGE that the other side takes
   */
  public EncoderTask(List<EncoderRound> rounds, SortedSet<EncoderKind> allow) {
    this(rounds, allow, DEFAULT_CACHE_BYTES);
  }
}
