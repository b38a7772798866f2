package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ramwire.sender.migration.RandomMigration.Outcome;
import org.ramwire.sender.profile.SenderProfile;
import org.ramwire.sender.search.LosingSearch;
import org.ramwire.sender.search.PageSearch;
import org.ramwire.sender.search.SilentlyLosingSearch;

/**
 * Whatever is dirtied, and at whatever moment: memory is equal in the end. {@code
 * -Dramwire.migrations=20000} runs as many, and prints what has become of them.
 */
class RandomMigrationTest {

  private static final int USUAL = 1000;
  private static final int MIGRATIONS = Integer.getInteger("ramwire.migrations", USUAL);

  private static Map<Outcome, List<Integer>> run(Function<SenderProfile, PageSearch> search)
      throws IOException {
    Map<Outcome, List<Integer>> outcomes = new EnumMap<>(Outcome.class);
    for (int randomSeed = 0; randomSeed < MIGRATIONS; randomSeed++) {
      Outcome outcome = new RandomMigration(randomSeed, search).run();
      outcomes.computeIfAbsent(outcome, key -> new ArrayList<>()).add(randomSeed);
    }
    if (MIGRATIONS != USUAL) {
      outcomes.forEach(
          (outcome, seeds) ->
              System.out.println(outcome + " " + seeds.size() + " of " + MIGRATIONS));
    }
    return outcomes;
  }

  @Test
  void endsWithTheGuestsMemory() throws IOException {
    Map<Outcome, List<Integer>> outcomes = run(PageSearch::new);
    assertThat(outcomes).containsOnlyKeys(Outcome.EQUAL);
  }

  /** The check at the end and the comparison of memory see a fault that is put back. */
  @Test
  void findsASearchThatLosesAPage() throws IOException {
    Map<Outcome, List<Integer>> outcomes = run(LosingSearch::new);
    assertThat(outcomes).containsKey(Outcome.CAUGHT);
    Map<Outcome, List<Integer>> silent = run(SilentlyLosingSearch::new);
    assertThat(silent).containsKey(Outcome.STALE);
  }
}
