package org.ramwire.sender.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The sender against the model of the seed's with all departures: bytes and every counter, after
 * every call. {@code -Dramwire.slow=true -Djqwik.tries.default=100000} makes more of it.
 */
class SeedModelPropertyTest {

  private static final String RANDOM_SEED = "20150930";

  /** So many tries reach every state. */
  private static final int ENOUGH_TRIES = 500;

  /** What only the seed itself comes to: it loses a page, or never ends. */
  private static final Set<Sight> SEED_ALONE = EnumSet.of(Sight.PAGE_LOST, Sight.NEVER_ENDS);

  private static final Map<Sight, Integer> REACHED = new EnumMap<>(Sight.class);
  private static int equal;

  @Property(seed = "20150931", edgeCases = EdgeCasesMode.NONE)
  @Tag("slow")
  void sendsWhatTheModelSendsManyTimesMore(@ForAll("scenarios") Scenario scenario)
      throws IOException {
    sendsWhatTheModelSends(scenario);
  }

  @Property(seed = RANDOM_SEED, tries = ENOUGH_TRIES, edgeCases = EdgeCasesMode.NONE)
  void sendsWhatTheModelSends(@ForAll("scenarios") Scenario scenario) throws IOException {
    Duel duel = new Duel(scenario, EnumSet.allOf(Departure.class));
    duel.play();
    duel.sights().forEach(sight -> REACHED.merge(sight, 1, Integer::sum));
    equal++;
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.any();
  }

  @AfterContainer
  static void hasReachedEveryState() {
    System.out.println("model of the seed: " + equal + " migrations equal, of them " + REACHED);
    if (equal >= ENOUGH_TRIES) {
      assertThat(REACHED.keySet())
          .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(SEED_ALONE)));
    }
  }
}
