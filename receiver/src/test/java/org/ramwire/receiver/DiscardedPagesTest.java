package org.ramwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscardedPagesTest {

  @Test
  void countsAsASetOfBitsDoes() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      DiscardedPages discarded = new DiscardedPages();
      PageSet sent = new PageSet();
      BitSet expected = new BitSet();
      BitSet expectedSent = new BitSet();
      for (int step = 0; step < 100; step++) {
        int page = random.nextInt(5000);
        if (random.nextInt(4) == 0) {
          int to = page + random.nextInt(300);
          discarded.discard(page, to);
          expected.set(page, to);
        } else {
          for (int next = page; next < page + random.nextInt(130); next++) {
            sent.add(next);
            expectedSent.set(next);
            discarded.came(next);
            expected.clear(next);
          }
        }
      }
      assertThat(discarded.isEmpty()).isEqualTo(expected.isEmpty());
      expected.and(expectedSent);
      assertThat(discarded.alsoIn(sent)).as("round %d", round).isEqualTo(expected.cardinality());
    }
  }

  @Test
  void takesRangesOfAnyLength() {
    DiscardedPages discarded = new DiscardedPages();
    PageSet sent = new PageSet();
    sent.add(7);
    discarded.discard(0, 1L << 52);
    assertThat(discarded.alsoIn(sent)).isEqualTo(1);
    discarded.came(7);
    assertThat(discarded.alsoIn(sent)).isZero();
  }
}
