package org.ramwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RamFlagTest {

  @Test
  void eachConstantHasItsName() throws Exception {
    List<String> constants = new ArrayList<>();
    for (Field field : RamFlag.class.getFields()) {
      constants.add(field.getName());
      assertThat(RamFlag.names(field.getInt(null))).containsExactly(field.getName());
    }
    assertThat(constants).hasSize(10);
  }

  @Test
  void namesStandFromTheLowestBit() {
    assertThat(RamFlag.names(RamFlag.CONTINUE | RamFlag.PAGE)).containsExactly("PAGE", "CONTINUE");
    assertThat(RamFlag.names(0)).isEmpty();
  }

  @Test
  void aBitWithoutANameIsShownAsItsValue() {
    assertThat(RamFlag.names(0x400 | RamFlag.FULL)).containsExactly("FULL", "0x400");
    assertThat(RamFlag.names(Integer.MIN_VALUE)).containsExactly("0x80000000");
  }
}
