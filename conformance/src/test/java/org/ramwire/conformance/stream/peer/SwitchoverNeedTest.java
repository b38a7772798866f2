package org.ramwire.conformance.stream.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.conformance.stream.peer.ReturnPath.SwitchoverAck;
import org.ramwire.format.ElementType;

class SwitchoverNeedTest {

  private static final SectionHeader PART = new SectionHeader(0, ElementType.PART, 2, "ram", 0, 4);

  @ParameterizedTest
  @CsvSource({
    "pc-i440fx-8.0, false",
    "pc-i440fx-8.1, true",
    "pc-q35-11.0, true",
    "pc-q35-11.1, false",
    "microvm, false",
    "pc-q35-99999.1, false"
  })
  void aMachinesVersionSaysWhetherTheSourceKnowsTheMessage(String machine, boolean knows) {
    SwitchoverNeed need = new SwitchoverNeed(SwitchoverAck.AUTO);
    need.machine(machine);
    assertThat(need.atOpening()).isEqualTo(knows);
  }

  private static boolean afterEmptyParts(SwitchoverNeed need, int parts) {
    boolean due = false;
    for (int i = 0; i < parts; i++) {
      due = need.sectionEnd(PART, Long.BYTES);
    }
    return due;
  }

  @Test
  void threePartsWithoutAPageSayThatItWaits() {
    assertThat(afterEmptyParts(new SwitchoverNeed(SwitchoverAck.AUTO), 2)).isFalse();
    assertThat(afterEmptyParts(new SwitchoverNeed(SwitchoverAck.AUTO), 3)).isTrue();
    assertThat(afterEmptyParts(new SwitchoverNeed(SwitchoverAck.AUTO), 4)).as("once").isFalse();
    assertThat(afterEmptyParts(new SwitchoverNeed(SwitchoverAck.NO), 3)).isFalse();
  }

  @Test
  void anotherSectionThatGoesOnIsAReasonToWait() {
    SwitchoverNeed need = new SwitchoverNeed(SwitchoverAck.AUTO);
    need.sectionStart(new SectionHeader(0, ElementType.START, 3, "block", 0, 1));
    assertThat(afterEmptyParts(need, 5)).isFalse();
  }

  @Test
  void aDeviceHasToAskSince11_1() {
    SwitchoverNeed need = new SwitchoverNeed(SwitchoverAck.AUTO);
    need.machine("pc-q35-11.1");
    assertThat(afterEmptyParts(need, 5)).isFalse();
  }
}
