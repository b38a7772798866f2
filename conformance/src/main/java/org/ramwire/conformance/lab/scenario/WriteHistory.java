package org.ramwire.conformance.lab.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is written to a guest's memory.
 *
 * @param firstContent before the migration; memory is zero before it
 * @param pacer pages that end every round, if rounds need them
 * @param rounds what is written while the migration runs
 * @param lastStage what is written when the guest has stopped, before the last pages go
 */
public record WriteHistory(
    List<PageWrite> firstContent,
    Optional<Pacer> pacer,
    List<Round> rounds,
    List<PageWrite> lastStage) {

  /**
   * Copies the lists.
   *
   * @param firstContent before the migration; memory is zero before it
   * @param pacer pages that end every round, if rounds need them
   * @param rounds what is written while the migration runs
   * @param lastStage what is written when the guest has stopped, before the last pages go
   */
  public WriteHistory {
    firstContent = List.copyOf(firstContent);
    rounds = List.copyOf(rounds);
    lastStage = List.copyOf(lastStage);
  }

  /** Returns every page that is written or waited for. */
  Stream<PageRef> pages() {
    Stream<PageWrite> writes =
        Stream.of(
                firstContent.stream(),
                rounds.stream().flatMap(round -> round.writes().stream()),
                lastStage.stream())
            .flatMap(stream -> stream);
    return Stream.of(
            writes.flatMap(PageWrite::refs),
            rounds.stream().map(Round::after),
            pacer.stream().flatMap(p -> p.pages().stream()))
        .flatMap(stream -> stream);
  }
}
