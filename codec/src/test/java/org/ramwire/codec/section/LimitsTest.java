package org.ramwire.codec.section;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ramwire.codec.Limits;
import org.ramwire.format.Clause;
import org.ramwire.format.SpecText;

class LimitsTest {

  @Test
  void defaultsAreThoseOfTheSpecification() {
    Limits limits = Limits.DEFAULT;
    assertStates(Clause.LIMIT_BLOCKS, limits.maxBlocks() + ".");
    assertStates(Clause.LIMIT_RAM_BYTES, (limits.maxRamBytes() >> 40) + " TiB.");
    assertStates(Clause.LIMIT_VMDESC, (limits.maxVmdescBytes() >> 20) + " MiB.");
    int configuration = limits.maxConfigurationBytes();
    assertStates(
        Clause.LIMIT_CONFIGURATION,
        configuration + " bytes of machine name, and " + configuration + " names.");
    assertStates(Clause.LIMIT_SECTIONS, limits.maxSections() + ".");
    assertStates(
        Clause.LIMIT_VMDESC_SHAPE,
        VmdescParser.MAX_DEPTH
            + " arrays and objects in one another, and "
            + VmdescParser.MAX_NUMBER_CHARS
            + " characters of a number.");
  }

  private static void assertStates(Clause clause, String value) {
    assertThat(SpecText.of(clause)).contains("\nDefault: " + value);
  }
}
