package org.ramwire.sender.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;

/** The way of a page allocates nothing. */
class PageAllocationTest {

  private static final int PAGE = 4096;
  private static final int PAGES = 4000;
  private static final int MOST_ROUNDS = 60;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The routes of a chain. */
  private enum Chain {
    PLAIN,
    DELTAS,
    COMPRESSED,
    HOOKED
  }

  @ParameterizedTest
  @EnumSource(Chain.class)
  void sendsPagesWithoutAnAllocation(Chain chain) throws IOException {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock block = guest.addBlock("ram", PAGES * PAGE);
    SenderOptions.Builder options = SenderOptions.builder().maxBandwidth(0);
    if (chain == Chain.DELTAS) {
      options.xbzrle(1L << 25);
    } else if (chain == Chain.COMPRESSED) {
      options.compression(1, 1);
    }
    SenderSeams seams = SenderSeams.DEFAULT.withClock(new FakeClock());
    if (chain == Chain.HOOKED) {
      seams =
          seams.withHook(
              (guestBlock, offset, page) -> offset % 3 == 0 ? 10 : ControlHook.UNSUPPORTED);
    }
    StreamOutput output = new StreamOutput(OutputStream.nullOutputStream());
    RamSender sender = new RamSender(guest, options.build(), output, seams);
    sender.setup();
    sender.iterate();
    // The JVM itself allocates until it has compiled the path: one round without is enough.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && least >= PAGES; round++) {
      dirty(block, round);
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      sender.pending(1);
      long sent = sender.iterate();
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
      assertThat(sent).isEqualTo(PAGES);
    }
    // A page would be 4096 bytes, and the smallest object 16: this is less than one for each.
    assertThat(least).isLessThan(PAGES);
  }

  /** Writes to every page: some turn zero, some change in a byte, some altogether. */
  private static void dirty(HeapGuestBlock block, int round) {
    for (int page = 0; page < PAGES; page++) {
      if (page % 5 == 0) {
        block.fill((long) page * PAGE, PAGE, (byte) 0);
      } else {
        block.fill((long) page * PAGE + page % 7, page % 3 == 0 ? 4000 : 1, (byte) (round + 1));
      }
    }
  }
}
