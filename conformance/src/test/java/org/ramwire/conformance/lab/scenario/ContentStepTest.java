package org.ramwire.conformance.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ContentStepTest {

  private static final int PAGE_BYTES = 4096;

  /** Applies a step to the second of three pages that are zero; the others must stay so. */
  private static byte[] secondPageAfter(ContentStep... steps) {
    byte[] memory = new byte[3 * PAGE_BYTES];
    for (ContentStep step : steps) {
      step.apply(memory, PAGE_BYTES, PAGE_BYTES);
    }
    byte[] zero = new byte[PAGE_BYTES];
    assertThat(Arrays.copyOf(memory, PAGE_BYTES)).isEqualTo(zero);
    assertThat(Arrays.copyOfRange(memory, 2 * PAGE_BYTES, memory.length)).isEqualTo(zero);
    return Arrays.copyOfRange(memory, PAGE_BYTES, 2 * PAGE_BYTES);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(bytes, from, to);
  }

  @Test
  void fillsAPage() {
    assertThat(secondPageAfter(new ContentStep.Fill(0x55))).containsOnly(0x55);
  }

  @Test
  void countsUpAndWraps() {
    byte[] page = secondPageAfter(new ContentStep.Ramp(0xfe));
    assertThat(hex(page, 0, 4)).isEqualTo("feff0001");
    assertThat(hex(page, 4094, 4096)).isEqualTo("fcfd");
  }

  /** The expected bytes come from an independent computation of the stated generator. */
  @Test
  void generatesTheStatedNumbers() {
    byte[] page = secondPageAfter(new ContentStep.Random(1));
    assertThat(hex(page, 0, 16)).isEqualTo("0f76417f6e4290f41eddd140bc6622ce");
    assertThat(page[4095]).isNotEqualTo(page[4087]);
  }

  @Test
  void givesEveryPageAnotherSequence() {
    byte[] memory = new byte[2 * PAGE_BYTES];
    new ContentStep.Random(1).apply(memory, 0, PAGE_BYTES);
    new ContentStep.Random(1).apply(memory, PAGE_BYTES, PAGE_BYTES);
    assertThat(Arrays.copyOf(memory, PAGE_BYTES))
        .isNotEqualTo(Arrays.copyOfRange(memory, PAGE_BYTES, 2 * PAGE_BYTES));
  }

  @Test
  void writesWords() {
    byte[] page = secondPageAfter(new ContentStep.Text(2));
    String text = new String(page, StandardCharsets.US_ASCII);
    assertThat(text).startsWith("again a again sends the a host memory");
    assertThat(text).matches("[a-z ]{4096}");
  }

  @Test
  void setsBytesUpToThePagesEnd() {
    byte[] page = secondPageAfter(new ContentStep.SetBytes(4094, "c0de"));
    assertThat(hex(page, 4093, 4096)).isEqualTo("00c0de");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secondPageAfter(new ContentStep.SetBytes(4095, "c0de")));
  }

  @Test
  void changesEveryNthByteUpToThePagesEnd() {
    byte[] page = secondPageAfter(new ContentStep.Fill(0x0f), new ContentStep.Xor(0xff, 1, 3, 2));
    assertThat(hex(page, 0, 8)).isEqualTo("0ff00ff00ff00f0f");
    secondPageAfter(new ContentStep.Xor(1, 4093, 2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secondPageAfter(new ContentStep.Xor(1, 4094, 2, 2)));
  }

  @Test
  void changesBackWhenAppliedTwice() {
    ContentStep step = new ContentStep.Xor(0x55, 100, 300, 1);
    assertThat(secondPageAfter(step, step)).containsOnly(0);
  }

  @Test
  void sprinklesSingleBytes() {
    byte[] page = secondPageAfter(new ContentStep.Sprinkle(5, 20));
    int changed = 0;
    for (byte b : page) {
      changed += b != 0 ? 1 : 0;
    }
    assertThat(changed).isBetween(15, 20);
  }
}
