package org.ramwire.conformance.harness.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When and where a verification was run.
 *
 * @param finished when it ended
 * @param facts names and values for people, in their order: also the time, as ISO 8601
 */
public record RunEnvironment(Instant finished, Map<String, String> facts) {

  /**
   * Copies the map.
   *
   * @param finished when the run ended
   * @param facts names and values
   */
  public RunEnvironment {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Looks around.
   *
   * @param ramwire the version of Ramwire
   * @return this moment and this machine
   */
  public static RunEnvironment here(String ramwire) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("finished", now.toString());
    facts.put("ramwire", ramwire);
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    return new RunEnvironment(now, facts);
  }
}
