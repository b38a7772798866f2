package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    int ranges = 1 << 16;
    // Multiples of it come far from one another, so wide ranges share few marks.
    int step = 40_503;
    for (int round = 0; round < 100; round++) {
      WrittenRanges written = new WrittenRanges((long) ranges * RANGE_BYTES, SHIFT);
      CountDownLatch begun = new CountDownLatch(1);
      AtomicInteger marks = new AtomicInteger();
      Thread marking =
          new Thread(
              () -> {
                begun.countDown();
                for (int i = 0; i < 3000; i++) {
                  written.mark((long) (i * step % ranges) * RANGE_BYTES, RANGE_BYTES);
                  marks.lazySet(i);
                }
              });
      marking.start();
      begun.await();
      for (int shift = SHIFT + 1; shift < SHIFT + 4; shift++) {
        // One while marks come, the next when there are more.
        int before = marks.get();
        written.widen(shift);
        while (marking.isAlive() && marks.get() < before + 300) {
          Thread.onSpinWait();
        }
      }
      marking.join();
      for (int i = 0; i < 3000; i++) {
        assertThat(written.mayHoldBytes((long) (i * step % ranges) * RANGE_BYTES, RANGE_BYTES))
            .as("mark %d", i)
            .isTrue();
      }
    }
  }
}
