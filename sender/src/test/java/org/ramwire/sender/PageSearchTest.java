package org.ramwire.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.format.PageSize;

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
}
