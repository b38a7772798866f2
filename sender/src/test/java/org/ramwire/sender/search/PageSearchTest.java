package org.ramwire.sender.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.format.PageSize;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.profile.SenderProfile;

@Timeout(180)
class PageSearchTest {

  private static final int PAGE = 4096;

  private final HeapGuest guest = new HeapGuest(PageSize.X86);

  private SendBlock block(String idstr, int pages) {
    return new SendBlock(
        guest.addBlock(idstr, (long) pages * PAGE), 0, PageSize.X86, new PageView(PAGE));
  }

  /** Looks for one page; null if there is none. */
  private static Long find(PageSearch search) {
    search.begin();
    while (true) {
      switch (search.next()) {
        case FOUND -> {
          search.end(true);
          return search.page();
        }
        case NOTHING -> {
          search.end(false);
          return null;
        }
        case WRAPPED -> assertThat(search.bulkStage()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void endsInABlockThatHasBecomeShorterThanWhereItStopped(SenderProfile profile) {
    SendBlock block = block("a", 6);
    PageSearch search = new PageSearch(profile);
    search.restart(List.of(block));
    while (find(search) != null) {
      // Until nothing is dirty.
    }
    block.dirty.resize(2);
    assertThat(find(search)).isNull();
    block.dirty.mark(1);
    assertThat(find(search)).isEqualTo(1);
    assertThat(find(search)).isNull();
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void endsWithNothingDirtyAtItsFirstLook(SenderProfile profile) {
    SendBlock block = block("a", 3);
    for (long page = 0; page < 3; page++) {
      block.dirty.clear(page);
    }
    PageSearch search = new PageSearch(profile);
    search.restart(List.of(block, block("b", 1)));
    assertThat(find(search)).isZero();
    assertThat(search.block().guest.idstr()).hasToString("b");
    assertThat(find(search)).isNull();
  }

  @Test
  void takesEveryPageBehindTheFirstDirtyOneInTheSeedsBulkStageOnly() {
    SendBlock block = block("a", 4);
    block.dirty.clear(0);
    block.dirty.clear(2);
    PageSearch search = new PageSearch(SenderProfile.SEED);
    search.restart(List.of(block));
    assertThat(search.bulkStage()).isTrue();
    assertThat(List.of(find(search), find(search), find(search))).containsExactly(1L, 2L, 3L);
    assertThat(block.dirty.dirtyPages()).isZero();
    assertThat(find(search)).isNull();
    assertThat(search.bulkStage()).isFalse();
    block.dirty.mark(1);
    block.dirty.mark(3);
    assertThat(List.of(find(search), find(search))).containsExactly(1L, 3L);
  }

  /** Searches until nothing is dirty, and then with the page dirty at which the search stopped. */
  private static Long findsTheLastPageAgain(PageSearch search, SendBlock... blocks) {
    search.restart(List.of(blocks));
    int pages = 0;
    for (SendBlock block : blocks) {
      pages += (int) block.dirty.pages();
    }
    for (int i = 0; i < pages; i++) {
      assertThat(find(search)).isNotNull();
    }
    assertThat(search.bulkStage()).isTrue();
    SendBlock last = blocks[blocks.length - 1];
    last.dirty.mark(last.dirty.pages() - 1);
    Long found = find(search);
    assertThat(search.block()).isSameAs(found == null ? search.block() : last);
    return found;
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void findsThePageWhereTheBulkStageEnded(SenderProfile profile) {
    assertThat(findsTheLastPageAgain(new PageSearch(profile), block("a", 4), block("b", 3)))
        .isEqualTo(2);
    assertThat(findsTheLastPageAgain(new PageSearch(profile), block("c", 2))).isEqualTo(1);
    assertThat(findsTheLastPageAgain(new PageSearch(profile), block("d", 2), block("e", 1)))
        .isZero();
  }

  @Test
  void losesThatPageIfItSearchesAsTheSeedDoes() {
    PageSearch losing = new SilentlyLosingSearch(SenderProfile.SEED);
    SendBlock block = block("a", 4);
    assertThat(findsTheLastPageAgain(losing, block)).isNull();
    assertThat(block.dirty.dirtyPages()).isZero();
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void goesOnWhereItStoodWhenABlockComesBeforeIt(SenderProfile profile) {
    SendBlock a = block("a", 3);
    SendBlock b = block("b", 2);
    PageSearch search = new PageSearch(profile);
    search.restart(List.of(a));
    assertThat(List.of(find(search), find(search))).containsExactly(0L, 1L);
    search.follow(List.of(b, a));
    assertThat(find(search)).isEqualTo(2);
    assertThat(search.block()).isSameAs(a);
    assertThat(List.of(find(search), find(search))).containsExactly(0L, 1L);
    assertThat(find(search)).isNull();
  }

  @ParameterizedTest
  @EnumSource(SenderProfile.class)
  void findsAllThatIsDirtyWhenTheBlockWhereItStoodHasGone(SenderProfile profile) {
    SendBlock a = block("a", 3);
    SendBlock b = block("b", 2);
    PageSearch search = new PageSearch(profile);
    search.restart(List.of(a, b));
    assertThat(List.of(find(search), find(search))).containsExactly(0L, 1L);
    search.follow(List.of(b));
    assertThat(List.of(find(search), find(search))).containsExactly(0L, 1L);
    assertThat(find(search)).isNull();
  }
}
