package org.ramwire.conformance.stream.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.migration.RamSender;
import org.ramwire.sender.profile.SenderProfile;

/** Guest threads that write all the time while memory is sent: no page of theirs is lost. */
@Timeout(300)
class BusyGuestTest {

  private static final int PAGE = 4096;
  private static final int PAGES = 1024;
  private static final int ROUNDS = 12;

  enum Mode {
    PLAIN(SenderOptions.builder()),
    XBZRLE(SenderOptions.builder().xbzrle(PAGES * PAGE)),
    XBZRLE_SMALL(SenderOptions.builder().xbzrle(PAGES / 8 * PAGE)),
    COMPRESS(SenderOptions.builder().compression(3, 1)),
    BOTH_AS_QEMU(
        SenderOptions.builder()
            .compression(2, 1)
            .xbzrle(PAGES * PAGE)
            .profile(SenderProfile.QEMU_7_2));

    private final SenderOptions options;

    Mode(SenderOptions.Builder options) {
      this.options = options.build();
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void losesNoWriteOfAnyThread(Mode mode) throws Exception {
    HeapGuest guest = new HeapGuest(PageSize.X86);
    HeapGuestBlock block = guest.addBlock("ram", PAGES * PAGE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicLong writes = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long seed = 100 + i;
      Thread thread =
          new Thread(
              () -> {
                Random random = new Random(seed);
                while (!stopped.get()) {
                  writeSomewhere(block, random);
                  writes.incrementAndGet();
                }
              });
      thread.start();
      threads.add(thread);
    }
    try (RamSender sender = new RamSender(guest, mode.options, output)) {
      sender.setup();
      long atStart = writes.get();
      for (int round = 0; round < ROUNDS; round++) {
        sender.pending(Long.MAX_VALUE);
        sender.iterate();
        while (writes.get() < atStart + (round + 1) * 500L) {
          Thread.onSpinWait();
        }
      }
      stopped.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      sender.complete();
      assertThat(sender.statistics().remainingBytes()).isZero();
    } finally {
      stopped.set(true);
    }
    output.flush();
    assertThat(writes.get()).isGreaterThan(ROUNDS * 500L);
    Destination.check(guest, bytes.toByteArray(), false, offset -> {});
  }

  private static void writeSomewhere(HeapGuestBlock block, Random random) {
    long offset = random.nextInt(PAGES * PAGE - 16);
    switch (random.nextInt(8)) {
      case 0 -> block.fill(offset & -PAGE, PAGE, (byte) 0);
      case 1 -> {
        byte[] page = new byte[PAGE];
        random.nextBytes(page);
        block.write(offset & -PAGE, page, 0, PAGE);
      }
      default -> block.write(offset, new byte[] {(byte) offset, 1, 2, 3}, 0, 4);
    }
  }
}
