package org.ramwire.conformance.cases;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an encoder is given: a guest's memory in rounds, and what it may write.
 *
 * @param rounds the rounds, at least one; in the first every page is to be sent
 * @param allow the kinds beside PAGE that the other side takes; ZERO is always among them
 */
public record EncoderTask(List<EncoderRound> rounds, SortedSet<EncoderKind> allow) {

  /**
   * Copies the collections, and adds ZERO: every receiver takes it.
   *
   * @param rounds the rounds, at least one
   * @param allow the kinds beside PAGE that the other side takes
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
}
