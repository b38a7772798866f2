package org.ramwire.xbzrle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.ramwire.format.PageSize;

/** The cache against a model that keeps a map from slot to what the slot holds. */
class PageCachePropertyTest {

  private static final int PAGE = 1024;

  /** What is done to the cache. */
  enum Action {
    FIND,
    INSERT,
    INSERT_ZERO,
    SYNC,
    RESIZE
  }

  /** One action; the number is the page's index, or the slots to resize to. */
  record Step(Action action, int number, byte fill) {}

  /** A slot's content in the model. */
  private record Resident(long page, byte fill, long age) {}

  @Property(seed = "20150930")
  void decidesLikeTheModel(@ForAll("steps") List<Step> steps) {
    PageCache cache = new PageCache(new PageSize(PAGE), 4 * PAGE);
    Map<Long, Resident> model = new HashMap<>();
    long slots = 4;
    long sync = 1;
    for (Step step : steps) {
      long page = step.number();
      byte fill = step.action() == Action.INSERT_ZERO ? 0 : step.fill();
      Resident resident = model.get(page % slots);
      boolean hit = resident != null && resident.page() == page;
      switch (step.action()) {
        case SYNC -> sync++;
        case RESIZE -> {
          long rounded = Long.highestOneBit(step.number() + 1L);
          if (rounded != slots) {
            slots = rounded;
            model.clear();
          }
          assertThat(cache.resize((step.number() + 1L) * PAGE + 1)).isEqualTo(rounded * PAGE);
        }
        case FIND -> {
          byte[] found = cache.find(page * PAGE, sync);
          if (hit) {
            assertThat(found).containsOnly(resident.fill());
            model.put(page % slots, new Resident(page, resident.fill(), sync));
          } else {
            assertThat(found).isNull();
          }
        }
        default -> {
          byte[] stored = insert(cache, step, page * PAGE, fill, sync);
          if (resident == null || hit || resident.age() + 2 <= sync) {
            assertThat(stored).containsOnly(fill);
            model.put(page % slots, new Resident(page, fill, sync));
          } else {
            assertThat(stored).isNull();
          }
        }
      }
      assertThat(cache.heldPages()).isEqualTo(model.size());
    }
  }

  private static byte[] insert(PageCache cache, Step step, long address, byte fill, long sync) {
    if (step.action() == Action.INSERT_ZERO) {
      return cache.insertZero(address, sync);
    }
    byte[] content = new byte[PAGE];
    Arrays.fill(content, fill);
    return cache.insert(address, content, 0, sync);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Action> actions =
        Arbitraries.frequency(
            Tuple.of(8, Action.FIND),
            Tuple.of(8, Action.INSERT),
            Tuple.of(3, Action.INSERT_ZERO),
            Tuple.of(4, Action.SYNC),
            Tuple.of(1, Action.RESIZE));
    return Combinators.combine(actions, Arbitraries.integers().between(0, 11), Arbitraries.bytes())
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(100);
  }
}
