package org.ramwire.conformance.lab.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is set before a migration starts, by the names that QMP gives them.
 *
 * @param capabilities the capabilities that are on
 * @param parameters numbers by name
 */
public record MigrationSettings(List<String> capabilities, Map<String, Long> parameters) {

  /**
   * Copies both.
   *
   * @param capabilities the capabilities that are on
   * @param parameters numbers by name
   */
  public MigrationSettings {
    capabilities = List.copyOf(capabilities);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Tells whether the source waits for a word from the destination in the end.
   *
   * @return true if a capability opens the return path
   */
  public boolean opensReturnPath() {
    return capabilities.contains("return-path") || capabilities.contains("postcopy-ram");
  }
}
