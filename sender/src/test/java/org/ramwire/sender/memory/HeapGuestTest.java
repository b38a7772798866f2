package org.ramwire.sender.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ramwire.format.PageSize;

class HeapGuestTest {

  private static final int PAGE = 4096;

  private final HeapGuest guest = new HeapGuest(PageSize.X86);

  @Test
  void holdsAnyBytesAcrossChunksAndPages() {
    HeapGuestBlock block = guest.addBlock("a", 3L << 20);
    block.write((1 << 20) - 2, new byte[] {1, 2, 3, 4}, 0, 4);
    byte[] read = new byte[6];
    block.read((1 << 20) - 3, read, 0, 6);
    assertThat(read).containsExactly(0, 1, 2, 3, 4, 0);
    DirtyBitmap dirty = new DirtyBitmap(768);
    block.takeDirtyLog(dirty);
    assertThat(dirty.dirtyPages()).isEqualTo(2);
    block.takeDirtyLog(new DirtyBitmap(768));
    block.fill(5, PAGE, (byte) 9);
    DirtyBitmap next = new DirtyBitmap(768);
    block.takeDirtyLog(next);
    assertThat(next.dirtyPages()).isEqualTo(2);
    assertThat(next.next(0)).isZero();
  }

  @Test
  void takesRoomOnlyWhereItIsWritten() {
    HeapGuestBlock block = guest.addBlock("huge", 1L << 36);
    block.fill((1L << 36) - 1, 1, (byte) 5);
    PageView view = new PageView(PAGE);
    block.viewPage((1L << 36) - PAGE, view);
    assertThat(shown(view)[PAGE - 1]).isEqualTo((byte) 5);
    block.viewPage(1L << 35, view);
    assertThat(shown(view)[0]).isZero();
  }

  private static byte[] shown(PageView view) {
    byte[] page = new byte[PAGE];
    view.copyTo(page, 0);
    return page;
  }

  @Test
  void refusesWhatIsOutsideOfABlock() {
    HeapGuestBlock block = guest.addBlock("a", PAGE);
    assertThatThrownBy(() -> block.write(PAGE - 1, new byte[2], 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block.resize(2 * PAGE))
        .withMessageContaining("8192");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guest.removeBlock(new HeapGuest(PageSize.X86).addBlock("a", PAGE)));
  }

  @Test
  void givesBlocksAddressesThatDoNotOverlap() {
    HeapGuestBlock a = guest.addBlock("a", PAGE, 100 * PAGE);
    HeapGuestBlock b = guest.addBlock("b", 200 * PAGE);
    assertThat(a.address()).isZero();
    assertThat(b.address()).isEqualTo(a.maxLength());
    assertThat(guest.blocks()).containsExactly(b, a);
  }

  @Test
  @Timeout(180)
  void losesNoNoteWhileTheLogIsTaken() throws InterruptedException {
    int pages = 64 * 64 * 3;
    DirtyLog log = new DirtyLog(pages);
    DirtyBitmap seen = new DirtyBitmap(pages);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int start = i;
      Thread thread =
          new Thread(
              () -> {
                for (int page = start; page < pages; page += 3) {
                  log.note(page);
                }
              });
      threads.add(thread);
      thread.start();
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      log.take(seen);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    log.take(seen);
    assertThat(seen.dirtyPages()).isEqualTo(pages);
  }
}
