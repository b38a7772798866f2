package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ramwire.compression.pipeline.SeedOrder.Page;
import org.ramwire.compression.pipeline.SeedOrder.Way;

@Timeout(600)
class SeedOrderTest {

  private static Page held(int page) {
    return new Page("a", page * 4096L, Way.HELD);
  }

  private static Page zero(int page) {
    return new Page("a", page * 4096L, Way.OVERTAKING);
  }

  private static Page first(String idstr) {
    return new Page(idstr, 0, Way.FIRST);
  }

  private static List<Page> pages(int... pages) {
    List<Page> list = new ArrayList<>();
    for (int page : pages) {
      list.add(held(page));
    }
    return list;
  }

  private static boolean possible(int threads, List<Page> submitted, List<Page> written) {
    return new SeedOrder(threads).isPossible(submitted, written);
  }

  @Test
  void aPageGoesWhenAnotherTakesItsPlace() {
    List<Page> submitted = pages(1, 2, 3, 4);
    assertThat(possible(1, submitted, pages(1, 2, 3, 4))).isTrue();
    assertThat(possible(1, submitted, pages(1, 2, 4, 3))).isFalse();
    assertThat(possible(2, submitted, pages(1, 2, 4, 3))).isTrue();
    // Two are held when the fourth comes, and the first of them has its place before it.
    assertThat(possible(2, submitted, pages(4, 1, 2, 3))).isFalse();
    assertThat(possible(2, submitted, pages(3, 2, 1, 4))).isFalse();
    assertThat(possible(3, submitted, pages(3, 1, 2, 4))).isTrue();
    // A place that was never used is used only if all others are at work: the first page's first.
    assertThat(possible(4, submitted, pages(4, 3, 2, 1))).isFalse();
  }

  @Test
  void findsAnOrderInWhichWritingEarlyIsWrong() {
    assertThat(possible(3, pages(1, 2, 3, 4), pages(1, 3, 4, 2))).isTrue();
    assertThat(possible(1, pages(1, 2, 3, 4), pages(1, 3, 4, 2))).isFalse();
  }

  @Test
  void aZeroPageTellsHowMuchIsHeld() {
    List<Page> submitted = List.of(held(1), held(2), zero(3), held(4));
    assertThat(possible(1, submitted, List.of(held(1), zero(3), held(2), held(4)))).isTrue();
    assertThat(possible(1, submitted, List.of(zero(3), held(1), held(2), held(4)))).isFalse();
    // The fourth takes the first one's place, which is before the second one's.
    assertThat(possible(2, submitted, List.of(zero(3), held(1), held(2), held(4)))).isFalse();
    assertThat(possible(2, submitted, List.of(zero(3), held(1), held(4), held(2)))).isTrue();
    assertThat(possible(3, submitted, List.of(zero(3), held(1), held(2), held(4)))).isTrue();
    // One that overtakes nothing would have found an empty place.
    assertThat(possible(2, submitted, List.of(held(1), held(2), zero(3), held(4)))).isFalse();
    assertThat(possible(2, List.of(zero(1), zero(2)), List.of(zero(2), zero(1)))).isFalse();
    assertThat(possible(2, List.of(zero(1), held(2)), List.of(held(2), zero(1)))).isFalse();
  }

  @Test
  void theFirstPageOfABlockIsABorder() {
    List<Page> submitted = List.of(first("b"), held(1), held(2), first("c"), held(3));
    assertThat(possible(2, submitted, submitted)).isTrue();
    assertThat(possible(2, submitted, List.of(first("b"), held(1), first("c"), held(2), held(3))))
        .isFalse();
    assertThat(possible(2, submitted, List.of(held(1), first("b"), held(2), first("c"), held(3))))
        .isFalse();
  }

  @Test
  void refusesOtherPages() {
    assertThat(possible(2, pages(1, 2), pages(1))).isFalse();
    assertThat(possible(2, pages(1, 2), pages(1, 3))).isFalse();
    assertThat(possible(2, pages(1, 2), pages(1, 1))).isFalse();
    assertThat(possible(2, pages(1, 1), pages(1, 1))).isFalse();
    assertThat(possible(2, List.of(zero(1)), List.of(held(1)))).isFalse();
    assertThat(possible(2, List.of(), List.of())).isTrue();
  }

  @Test
  void takesOneToAsManyThreadsAsTheParameter() {
    assertThat(possible(255, pages(1, 2), pages(1, 2))).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new SeedOrder(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SeedOrder(256));
  }

  /** Every order of up to six pages, some of them zero, beside every schedule. */
  @Test
  void agreesWithEverySchedule() {
    for (int threads = 1; threads <= 4; threads++) {
      for (int zeroes = 0; zeroes < 64; zeroes++) {
        int pages = zeroes < 32 ? 5 : 6;
        List<Page> submitted = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
          submitted.add((zeroes >> page & 1) == 0 ? held(page) : zero(page));
        }
        Set<List<Page>> possible = SeedThreadsModel.all(submitted, threads);
        Set<List<Page>> found = new HashSet<>();
        SeedOrder order = new SeedOrder(threads);
        permute(
            new ArrayList<>(submitted),
            0,
            written -> {
              if (order.isPossible(submitted, written)) {
                found.add(List.copyOf(written));
              }
            });
        assertThat(found).as("%s threads, %s", threads, submitted).isEqualTo(possible);
      }
    }
  }

  private static void permute(List<Page> pages, int from, Consumer<List<Page>> to) {
    if (from == pages.size()) {
      to.accept(pages);
      return;
    }
    for (int i = from; i < pages.size(); i++) {
      Collections.swap(pages, from, i);
      permute(pages, from + 1, to);
      Collections.swap(pages, from, i);
    }
  }

  @Test
  void takesLongSchedulesAndNoneWithTwoPagesExchanged() {
    int refused = 0;
    for (int randomSeed = 0; randomSeed < 40; randomSeed++) {
      Random random = new Random(randomSeed);
      int threads = 1 + random.nextInt(randomSeed % 4 == 0 ? 255 : 8);
      List<Page> submitted = new ArrayList<>(List.of(first("a")));
      for (int page = 1; page < 3000; page++) {
        submitted.add(random.nextInt(5) == 0 ? zero(page) : held(page));
      }
      List<Page> written = SeedThreadsModel.play(submitted, threads, random);
      assertThat(possible(threads, submitted, written)).isTrue();
      int at = 1 + random.nextInt(2000);
      Collections.swap(written, at, at + 900);
      refused += possible(threads, submitted, written) ? 0 : 1;
    }
    assertThat(refused).isEqualTo(40);
  }

  @Test
  void givesAnOrderOfSubmissionForOneThread() {
    for (int randomSeed = 0; randomSeed < 200; randomSeed++) {
      Random random = new Random(randomSeed);
      List<Page> submitted = new ArrayList<>();
      for (int page = 1; page < 40; page++) {
        int way = random.nextInt(8);
        submitted.add(way == 0 ? first("f" + page) : way < 4 ? zero(page) : held(page));
      }
      List<Page> one = SeedThreadsModel.play(submitted, 1, random);
      List<Page> found = SeedOrder.submittedToOneThread(one);
      assertThat(possible(1, found, one)).isTrue();
      List<Page> several = SeedThreadsModel.play(submitted, 3, random);
      assertThat(possible(3, found, several)).isTrue();
    }
  }
}
