package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/**
 * The cases in which the seed's build loses a page or lets an older record win: the pipeline passes
 * them, and a miniature with that build's races does not.
 */
class SeedRaceTest {

  private static final int PAGE = PageSize.X86.bytes();

  /** A decoder that takes its time before it delivers, so that everybody overtakes it. */
  private static final Supplier<PayloadDecoder> SLOW =
      () -> {
        PayloadDecoder zlib = PayloadDecoder.open(PageSize.X86, Strictness.STRICT);
        return new PayloadDecoder() {
          @Override
          public void decode(byte[] payload, int from, int length, byte[] page)
              throws PayloadException {
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
              LockSupport.parkNanos(1_000_000);
            }
            zlib.decode(payload, from, length, page);
          }

          @Override
          public void close() {
            zlib.close();
          }
        };
      };

  /** A decoder that holds back one payload until a gate opens: no clock decides who is first. */
  private static Supplier<PayloadDecoder> holding(int held, CountDownLatch gate) {
    PayloadDecoder zlib = PayloadDecoder.open(PageSize.X86, Strictness.STRICT);
    return () ->
        new PayloadDecoder() {
          private int calls;

          @Override
          public void decode(byte[] payload, int from, int length, byte[] page)
              throws PayloadException {
            if (calls++ == held) {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
            zlib.decode(payload, from, length, page);
          }

          @Override
          public void close() {
            zlib.close();
          }
        };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void pipelineKeepsTheLastPagesOfASection(int threads) throws Exception {
    assertThat(lastPagesKept(new PipelineReceiver(threads, SLOW))).isEqualTo(5);
  }

  @Test
  void miniatureLosesTheLastPageOfASection() throws Exception {
    CountDownLatch stopping = new CountDownLatch(1);
    RacyReceiver racy = new RacyReceiver(holding(4, stopping), stopping::countDown);
    assertThat(lastPagesKept(racy)).isEqualTo(4);
  }

  /** Sends five pages and EOS, starts the guest, and counts the pages that it has. */
  private static int lastPagesKept(MiniReceiver receiver) throws Exception {
    return Watchdog.guard(
        () -> {
          try (receiver) {
            for (int page = 0; page < 5; page++) {
              receiver.compressedPage(page, deflated(1 + page));
            }
            receiver.endOfSection();
          }
          int kept = 0;
          for (int page = 0; page < 5; page++) {
            kept += Arrays.equals(receiver.content(page), filled(1 + page)) ? 1 : 0;
          }
          return kept;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void pipelineLetsTheLaterRecordOfAPageWin(int threads) throws Exception {
    assertThat(afterOldThenNew(new PipelineReceiver(threads, SLOW), () -> {})).isEqualTo(filled(2));
  }

  @Test
  void miniatureLetsTheOlderRecordOfAPageWin() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    RacyReceiver racy = new RacyReceiver(holding(0, written), () -> {});
    assertThat(afterOldThenNew(racy, written::countDown)).isEqualTo(filled(1));
  }

  /** Sends [COMPRESS_PAGE old][PAGE new] of one page, and returns the page after all is quiet. */
  private static byte[] afterOldThenNew(MiniReceiver receiver, Runnable whenNewIsThere)
      throws Exception {
    return Watchdog.guard(
        () -> {
          try (receiver) {
            receiver.compressedPage(3, deflated(1));
            receiver.page(3, filled(2));
            whenNewIsThere.run();
            receiver.compressedPage(4, deflated(9));
            // Taken by the one thread of the miniature once it has done with the pages before.
            receiver.compressedPage(5, deflated(9));
            receiver.endOfSection();
            return receiver.content(3);
          }
        });
  }

  @Test
  void everyPageOfAThousandShortReceptionsArrives() throws Exception {
    Watchdog.guard(
        () -> {
          for (int run = 0; run < 1000; run++) {
            try (PipelineReceiver receiver =
                new PipelineReceiver(
                    1 + run % 4, () -> PayloadDecoder.open(PageSize.X86, Strictness.STRICT))) {
              // The first payload may come before any thread has gone to sleep for the first time.
              receiver.compressedPage(0, deflated(7));
              receiver.endOfSection();
              assertThat(receiver.content(0)).isEqualTo(filled(7));
            }
          }
          return null;
        });
    assertThat(Watchdog.anyAlive("ramwire-inflate")).isFalse();
  }

  private static byte[] filled(int value) {
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) value);
    return page;
  }

  private static byte[] deflated(int value) {
    return OneThreadModel.deflate(filled(value), 1);
  }
}
