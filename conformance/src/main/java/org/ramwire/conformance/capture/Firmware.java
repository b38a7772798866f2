package org.ramwire.conformance.capture;

import java.io.IOException;
import org.ramwire.conformance.scenario.Scenario;
import org.ramwire.conformance.scenario.ScenarioRun;

/** The firmware image that a guest gets: a block's first content, so nobody else's code. */
final class Firmware {

  /** Machines want a multiple of this. */
  private static final int UNIT_BYTES = 1 << 16;

  private Firmware() {}

  /**
   * Makes the image.
   *
   * @param block index of the block that it fills, or -1 for zeroes
   */
  static byte[] of(Scenario scenario, int block) throws IOException {
    if (block < 0) {
      return new byte[UNIT_BYTES];
    }
    ScenarioRun content = new ScenarioRun(scenario, (index, offset, memory, length) -> {});
    content.begin();
    return content.memory(block);
  }
}
