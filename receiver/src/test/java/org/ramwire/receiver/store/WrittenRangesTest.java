package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WrittenRangesTest {

  private static final int SHIFT = 12;
  private static final int RANGES = 1000;
  private static final int RANGE_BYTES = 1 << SHIFT;

  @Test
  void tellsRangesApartAsASetOfBitsDoes() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      WrittenRanges written = new WrittenRanges((long) RANGES * RANGE_BYTES, SHIFT);
      BitSet expected = new BitSet();
      for (int step = 0; step < 20; step++) {
        int first = random.nextInt(RANGES);
        int last = Math.min(RANGES - 1, first + random.nextInt(step == 0 ? 400 : 4));
        written.mark((long) first * RANGE_BYTES, (last - first + 1) * RANGE_BYTES);
        expected.set(first, last + 1);
      }
      for (int first = 0; first < RANGES; first++) {
        int count = 1 + random.nextInt(Math.min(200, RANGES - first));
        int next = expected.nextSetBit(first);
        assertThat(written.mayHoldBytes((long) first * RANGE_BYTES, count * RANGE_BYTES))
            .isEqualTo(next >= 0 && next < first + count);
      }
    }
  }

  @Test
  void marksEveryRangeThatAWriteTouches() {
    WrittenRanges written = new WrittenRanges(3L * RANGE_BYTES, SHIFT);
    written.mark(RANGE_BYTES - 1024, 2048);
    assertThat(written.mayHoldBytes(0, 1024)).isTrue();
    assertThat(written.mayHoldBytes(2 * RANGE_BYTES - 1024, 1024)).isTrue();
    assertThat(written.mayHoldBytes(2 * RANGE_BYTES, RANGE_BYTES)).isFalse();
  }

  @Test
  void keepsItsMarksInWiderRanges() {
    WrittenRanges written = new WrittenRanges((long) RANGES * RANGE_BYTES, SHIFT);
    written.mark(77L * RANGE_BYTES, RANGE_BYTES);
    written.mark(999L * RANGE_BYTES, RANGE_BYTES);
    long before = written.count();
    written.widen(SHIFT + 3);

    assertThat(written.count()).isLessThan(before);
    assertThat(written.mayHoldBytes(77L * RANGE_BYTES, RANGE_BYTES)).isTrue();
    assertThat(written.mayHoldBytes(72L * RANGE_BYTES, RANGE_BYTES)).isTrue();
    assertThat(written.mayHoldBytes(71L * RANGE_BYTES, RANGE_BYTES)).isFalse();
    assertThat(written.mayHoldBytes(80L * RANGE_BYTES, RANGE_BYTES)).isFalse();
    assertThat(written.mayHoldBytes(999L * RANGE_BYTES, RANGE_BYTES)).isTrue();
  }

  /** A mark that another thread's widening runs over would make a page read as zero. */
  @Test
  void losesNoMarkWhileRangesBecomeWider() throws InterruptedException {
    for (int round = 0; round < 300; round++) {
      WrittenRanges written = new WrittenRanges((long) RANGES * RANGE_BYTES, SHIFT);
      boolean[] lost = new boolean[1];
      Thread marking =
          new Thread(
              () -> {
                for (int range = 0; range < RANGES; range += 9) {
                  written.mark((long) range * RANGE_BYTES, RANGE_BYTES);
                  lost[0] |= !written.mayHoldBytes((long) range * RANGE_BYTES, RANGE_BYTES);
                }
              });
      marking.start();
      for (int shift = SHIFT + 1; shift < SHIFT + 4; shift++) {
        written.widen(shift);
      }
      marking.join();
      assertThat(lost[0]).isFalse();
      for (int range = 0; range < RANGES; range += 9) {
        assertThat(written.mayHoldBytes((long) range * RANGE_BYTES, RANGE_BYTES)).isTrue();
      }
    }
  }
}
