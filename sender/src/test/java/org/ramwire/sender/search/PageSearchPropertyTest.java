package org.ramwire.sender.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ramwire.format.PageSize;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.profile.SenderProfile;

/** The search beside one that walks over every page. */
class PageSearchPropertyTest {

  private static final int PAGE = 4096;

  /** Pages of each block, in the order of the stream. */
  private static final int[] PAGES = {130, 64, 64, 1};

  private static final int ALL = 130 + 64 + 64 + 1;

  @Property(seed = "20152", tries = 1000)
  void findsWhatIsDirtyInCyclicOrder(
      @ForAll SenderProfile profile,
      @ForAll @Size(max = 12) List<@Size(max = 20) List<@IntRange(max = ALL - 1) Integer>> rounds,
      @ForAll @IntRange(min = 1, max = 40) int atOnce) {
    List<SendBlock> blocks = blocks();
    PageSearch search = new PageSearch(profile);
    search.restart(blocks);
    TreeSet<Integer> dirty = new TreeSet<>();
    for (int page = 0; page < ALL; page++) {
      dirty.add(page);
    }
    int last = 0;
    int lastFound = 0;
    for (List<Integer> round : rounds) {
      for (int i = 0; i < atOnce; i++) {
        Integer expected = dirty.ceiling(last);
        if (expected == null) {
          expected = dirty.isEmpty() ? null : dirty.first();
        }
        Integer found = find(search, blocks);
        assertThat(found).isEqualTo(expected);
        if (found == null) {
          // An empty search ends after the block in which it began.
          last = blockEnd(lastFound);
          break;
        }
        dirty.remove(found);
        lastFound = found;
        last = profile == SenderProfile.SEED ? found : found + 1;
      }
      if (!search.bulkStage()) {
        // Before that the seed does not look at the bitmap, so it is not asked to.
        for (int page : round) {
          dirty.add(page);
          mark(blocks, page);
        }
      }
    }
  }

  private static int blockEnd(int page) {
    int end = 0;
    for (int pages : PAGES) {
      end += pages;
      if (page < end) {
        break;
      }
    }
    return end;
  }

  private static Integer find(PageSearch search, List<SendBlock> blocks) {
    search.begin();
    while (true) {
      PageSearch.Step step = search.next();
      if (step == PageSearch.Step.NOTHING) {
        search.end(false);
        return null;
      }
      if (step == PageSearch.Step.FOUND) {
        search.end(true);
        return first(blocks, search.block()) + (int) search.page();
      }
    }
  }

  private static List<SendBlock> blocks() {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    List<SendBlock> blocks = new ArrayList<>();
    for (int i = 0; i < PAGES.length; i++) {
      HeapGuestBlock block = guest.addBlock("b" + i, (long) PAGES[i] * PAGE);
      blocks.add(new SendBlock(block, i, PageSize.X86, new PageView(PAGE)));
    }
    return blocks;
  }

  private static void mark(List<SendBlock> blocks, int page) {
    int left = page;
    for (SendBlock block : blocks) {
      if (left < block.dirty.pages()) {
        block.dirty.mark(left);
        return;
      }
      left -= (int) block.dirty.pages();
    }
  }

  private static int first(List<SendBlock> blocks, SendBlock wanted) {
    int first = 0;
    for (SendBlock block : blocks) {
      if (block == wanted) {
        return first;
      }
      first += (int) block.dirty.pages();
    }
    throw new AssertionError(wanted);
  }
}
