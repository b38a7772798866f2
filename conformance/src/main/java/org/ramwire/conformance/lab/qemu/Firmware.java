package org.ramwire.conformance.lab.qemu;

import java.io.IOException;
import org.ramwire.conformance.lab.scenario.Scenario;
import org.ramwire.conformance.lab.scenario.ScenarioRun;

/** The firmware image that a guest gets: a block's first content, so nobody else's code. */
public final class Firmware {

  /** Machines want a multiple of this. */
  private static final int UNIT_BYTES = 1 << 16;

  private Firmware() {}

  /**
   * Makes the image.
   *
   * @param scenario what the guest is
   * @param block index of the block that it fills, or -1 for zeroes
   * @return the image, of the block's size or 64 KiB
   * @throws IOException if the scenario cannot be played
   */
  public static byte[] of(Scenario scenario, int block) throws IOException {
    if (block < 0) {
      return new byte[UNIT_BYTES];
    }
    ScenarioRun content = new ScenarioRun(scenario, (index, offset, memory, length) -> {});
    content.begin();
    return content.memory(block);
  }
}
