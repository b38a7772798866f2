package org.ramwire.conformance.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteContrastTest {

  @Test
  void marksTheFirstByteThatDiffers() {
    byte[] golden = new byte[40];
    byte[] replayed = golden.clone();
    golden[20] = 0x28;
    replayed[20] = 0x48;
    List<String> lines = ByteContrast.of(0x100, golden, replayed).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("    golden at 0x108: 00 ").contains(" 28 ");
    assertThat(lines.get(2)).contains("replayed: 00 ").contains(" 48 ");
    assertThat(lines.get(3).indexOf("^^")).isEqualTo(lines.get(1).indexOf("28"));
    assertThat(lines.get(2).indexOf("48")).isEqualTo(lines.get(1).indexOf("28"));
    assertThat(lines.get(3)).endsWith("byte 20 of the payload");
  }

  @Test
  void showsWhichOfTheTwoEndsFirst() {
    String contrast = ByteContrast.of(0, new byte[3], new byte[2]);
    assertThat(contrast).contains("00 00 00 (end)").contains("replayed: 00 00 (end)");
    assertThat(ByteContrast.of(0, new byte[3], new byte[3])).isEmpty();
  }
}
