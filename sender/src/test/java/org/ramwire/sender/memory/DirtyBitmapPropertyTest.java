package org.ramwire.sender.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The bitmap beside a {@link BitSet} that does the same. */
class DirtyBitmapPropertyTest {

  enum Action {
    MARK,
    MARK_RANGE,
    MARK_WORD,
    CLEAR,
    RESIZE
  }

  record Step(Action action, int page, int length) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> near = Arbitraries.integers().between(0, 9000).edgeCases(e -> e.add(4096));
    return Combinators.combine(Arbitraries.of(Action.class), near, near)
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(seed = "20151", tries = 1000)
  void agreesWithANaiveOne(@ForAll("steps") List<Step> steps) {
    DirtyBitmap bitmap = new DirtyBitmap(5000);
    BitSet naive = new BitSet();
    int pages = 5000;
    for (Step step : steps) {
      switch (step.action) {
        case MARK -> {
          bitmap.mark(step.page);
          naive.set(step.page);
        }
        case MARK_RANGE -> {
          bitmap.markRange(step.page, step.page + step.length);
          naive.set(step.page, step.page + step.length);
        }
        case MARK_WORD -> {
          bitmap.markWord(step.page / 64, step.length * 0x9e3779b97f4a7c15L);
          naive.or(BitSet.valueOf(word(step.page / 64, step.length * 0x9e3779b97f4a7c15L)));
        }
        case CLEAR -> {
          if (step.page < pages) {
            assertThat(bitmap.clear(step.page)).isEqualTo(naive.get(step.page));
            naive.clear(step.page);
          }
        }
        case RESIZE -> {
          bitmap.resize(step.page);
          if (step.page > pages) {
            naive.set(pages, step.page);
          }
          pages = step.page;
        }
      }
      naive.clear(pages, 1 << 20);
      assertThat(bitmap.pages()).isEqualTo(pages);
      assertThat(bitmap.dirtyPages()).isEqualTo(naive.cardinality());
      int next = naive.nextSetBit(step.length);
      assertThat(bitmap.next(step.length)).isEqualTo(next < 0 ? pages : next);
    }
    assertThat(all(bitmap)).isEqualTo(naive);
  }

  private static long[] word(int index, long bits) {
    long[] words = new long[index + 1];
    words[index] = bits;
    return words;
  }

  private static BitSet all(DirtyBitmap bitmap) {
    BitSet found = new BitSet();
    for (long page = bitmap.next(0); page < bitmap.pages(); page = bitmap.next(page + 1)) {
      found.set((int) page);
    }
    return found;
  }
}
