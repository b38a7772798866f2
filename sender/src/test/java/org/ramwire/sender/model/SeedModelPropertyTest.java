package org.ramwire.sender.model;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** The sender against the model of the seed's: bytes and every counter, after every step. */
class SeedModelPropertyTest {

  private static final Map<Sight, Integer> REACHED = new EnumMap<>(Sight.class);
  private static int tries;

  @Property(seed = "20150930", edgeCases = EdgeCasesMode.NONE)
  void sendsWhatTheModelSends(@ForAll("scenarios") Scenario scenario) throws IOException {
    new Duel(scenario, EnumSet.allOf(Departure.class))
        .play()
        .keySet()
        .forEach(sight -> REACHED.merge(sight, 1, Integer::sum));
    tries++;
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.any();
  }

  @AfterContainer
  static void tell() {
    System.out.println("model: " + tries + " tries, " + REACHED);
  }
}
