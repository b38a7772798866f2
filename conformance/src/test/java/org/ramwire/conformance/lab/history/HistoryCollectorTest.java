package org.ramwire.conformance.lab.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.ramwire.format.PageSize;

class HistoryCollectorTest {

  private static final PageSize PAGE = new PageSize(1024);

  /** Whatever the length, the sample has every k-th page, k a power of two, and as many as fit. */
  @Property(tries = 200)
  void keepsAnEvenSample(
      @ForAll @IntRange(min = 2, max = 40) int most,
      @ForAll @IntRange(min = 1, max = 700) int found)
      throws HistoryException {
    HistoryCollector collector = new HistoryCollector(PAGE, most);
    for (int page = 0; page < found; page++) {
      collector.add(1 + page / 50, number(page), 0, number(-page), 0);
    }
    PageHistory history = collector.history("sample", "a test");
    int stride = 1;
    while ((found + stride - 1) / stride > most) {
      stride *= 2;
    }
    assertThat(history.foundPages()).isEqualTo(found);
    assertThat(history.pages()).isEqualTo((found + stride - 1) / stride);
    for (int kept = 0; kept < history.pages(); kept++) {
      int page = kept * stride;
      assertThat(ByteBuffer.wrap(history.before()).getInt(kept * 1024)).isEqualTo(page);
      assertThat(ByteBuffer.wrap(history.after()).getInt(kept * 1024)).isEqualTo(-page);
      assertThat(history.round(kept)).isEqualTo(1 + page / 50);
    }
  }

  @Test
  void refusesToMakeAHistoryOfNothing() {
    assertThatThrownBy(() -> new HistoryCollector(PAGE, 10).history("none", "a test"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("no page changes");
  }

  private static byte[] number(int number) {
    return ByteBuffer.allocate(1024).putInt(number).array();
  }
}
