package org.ramwire.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;

/** What every store of guest memory has to do, whatever it keeps the bytes in. */
abstract class MemoryStoreContract {

  static final int PAGE = 4096;
  private static final int PAGES = 300;
  private static final int LENGTH = PAGES * PAGE;

  private MemoryStore memory;

  /** Makes an empty store. */
  abstract MemoryStore create() throws IOException;

  /** Returns a block's whole content as the store's readers see it after {@code finish}. */
  abstract byte[] image(MemoryStore memory, int index) throws IOException;

  @BeforeEach
  void open() throws IOException {
    memory = create();
  }

  @AfterEach
  void close() throws IOException {
    memory.close();
  }

  static RamBlock block(int index, long length) {
    return new RamBlock(index, Idstr.of("b" + index), length);
  }

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private byte[] readBack(BlockMemory block, long offset, int length) throws IOException {
    byte[] bytes = filled(length + 2, 0x33);
    block.read(offset, bytes, 1, length);
    assertThat(bytes[0]).isEqualTo((byte) 0x33);
    assertThat(bytes[length + 1]).isEqualTo((byte) 0x33);
    return Arrays.copyOfRange(bytes, 1, length + 1);
  }

  private byte[] finished(int index) throws IOException {
    memory.finish();
    return image(memory, index);
  }

  @Test
  void readsZeroWhereNothingWasWritten() throws IOException {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);

    assertThat(readBack(block, 0, PAGE)).containsOnly(0);
    assertThat(readBack(block, LENGTH - PAGE, PAGE)).containsOnly(0);
    assertThat(finished(0)).hasSize(LENGTH).containsOnly(0);
  }

  @Test
  void readsBackWhatWasJustWritten() throws IOException {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);
    byte[] source = filled(PAGE + 5, 7);
    source[3] = 1;
    block.write(PAGE, source, 3, PAGE);

    byte[] expected = filled(PAGE, 7);
    expected[0] = 1;
    assertThat(readBack(block, PAGE, PAGE)).isEqualTo(expected);
    assertThat(readBack(block, 0, PAGE)).containsOnly(0);
    assertThat(readBack(block, 2 * PAGE, PAGE)).containsOnly(0);
  }

  @Test
  void keepsTheBytesThatItWasLentAndNotTheBuffer() throws IOException {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);
    byte[] lent = filled(PAGE, 7);
    block.write(0, lent, 0, PAGE);
    Arrays.fill(lent, (byte) 8);

    assertThat(readBack(block, 0, PAGE)).containsOnly(7);
  }

  @Test
  void zeroesWrittenAndUnwrittenPages() throws IOException {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);
    block.write(0, filled(3 * PAGE, 7), 0, 3 * PAGE);
    block.zero(PAGE, PAGE);
    block.zero(10 * PAGE, PAGE);

    assertThat(readBack(block, 0, PAGE)).containsOnly(7);
    assertThat(readBack(block, PAGE, PAGE)).containsOnly(0);
    assertThat(readBack(block, 2 * PAGE, PAGE)).containsOnly(7);
    assertThat(readBack(block, 10 * PAGE, PAGE)).containsOnly(0);
    block.write(PAGE, filled(PAGE, 9), 0, PAGE);
    assertThat(readBack(block, PAGE, PAGE)).containsOnly(9);
  }

  @Test
  void takesRangesLongerThanAnyBuffer() throws IOException {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);
    byte[] all = new byte[LENGTH];
    new Random(1).nextBytes(all);
    block.write(0, all, 0, LENGTH);
    assertThat(readBack(block, 0, LENGTH)).isEqualTo(all);

    block.zero(PAGE, LENGTH - 2 * PAGE);
    Arrays.fill(all, PAGE, LENGTH - PAGE, (byte) 0);
    assertThat(finished(0)).isEqualTo(all);
  }

  @Test
  void keepsBlocksApart() throws IOException {
    BlockMemory one = memory.provide(block(1, 2 * PAGE), 3 * PAGE);
    BlockMemory zero = memory.provide(block(0, PAGE), 3 * PAGE);
    one.write(0, filled(PAGE, 1), 0, PAGE);
    zero.write(0, filled(PAGE, 2), 0, PAGE);
    one.write(PAGE, filled(PAGE, 3), 0, PAGE);

    assertThat(readBack(one, 0, PAGE)).containsOnly(1);
    assertThat(readBack(zero, 0, PAGE)).containsOnly(2);
    assertThat(readBack(one, PAGE, PAGE)).containsOnly(3);
    assertThat(finished(0)).isEqualTo(filled(PAGE, 2));
    assertThat(image(memory, 1)).hasSize(2 * PAGE).startsWith(1).endsWith(3);
  }

  @Test
  void endsABlockAtAnyPageSize() throws IOException {
    BlockMemory block = memory.provide(block(0, (1 << 18) + 1024), (1 << 18) + 1024);
    block.write(1 << 18, filled(1024, 5), 0, 1024);

    assertThat(readBack(block, 1 << 18, 1024)).containsOnly(5);
    assertThat(finished(0)).hasSize((1 << 18) + 1024).endsWith(5, 5).startsWith(0, 0);
  }

  @Test
  void takesPagesBetweenUsedAndMaximumLength() throws IOException {
    RamBlock resizable = new RamBlock(0, Idstr.of("r"), 1024, 4096);
    BlockMemory block = memory.provide(resizable, 1024);
    block.write(0, filled(1024, 5), 0, 1024);
    block.write(1024, filled(1024, 6), 0, 1024);
    block.zero(2048, 1024);

    assertThat(readBack(block, 1024, 1024)).containsOnly(6);
    assertThat(readBack(block, 2048, 2048)).containsOnly(0);
    assertThat(finished(0)).isEqualTo(filled(1024, 5));
  }

  @Test
  void reachesPagesBeyond2GiB() throws IOException {
    long length = 3L << 30;
    BlockMemory block = memory.provide(block(0, length), length);
    long beyond = (2L << 30) + PAGE;
    block.write(beyond, filled(PAGE, 7), 0, PAGE);
    block.write(length - PAGE, filled(PAGE, 8), 0, PAGE);
    block.write(beyond - (1L << 31), filled(PAGE, 9), 0, PAGE);

    assertThat(readBack(block, beyond, PAGE)).containsOnly(7);
    assertThat(readBack(block, length - PAGE, PAGE)).containsOnly(8);
    assertThat(readBack(block, beyond - (1L << 31), PAGE)).containsOnly(9);
    assertThat(readBack(block, beyond + PAGE, PAGE)).containsOnly(0);
    memory.finish();
  }

  /** Any order of writes, zeroes and reads in two blocks, beside two plain arrays. */
  @Test
  void equalsPlainArraysAfterAnyOrderOfCalls() throws IOException {
    Random random = new Random(20240701);
    byte[][] expected = {new byte[LENGTH], new byte[LENGTH]};
    BlockMemory[] blocks = {
      memory.provide(block(0, LENGTH), 2 * LENGTH), memory.provide(block(1, LENGTH), 2 * LENGTH)
    };
    int next = 0;
    for (int i = 0; i < 4000; i++) {
      int which = random.nextInt(8) == 0 ? 1 : 0;
      // Mostly the next page, as a stream sends them, so that writes are gathered.
      next = random.nextInt(8) == 0 ? random.nextInt(PAGES) : (next + 1) % PAGES;
      int offset = next * PAGE;
      switch (random.nextInt(8)) {
        case 0 -> {
          blocks[which].zero(offset, PAGE);
          Arrays.fill(expected[which], offset, offset + PAGE, (byte) 0);
        }
        case 1 ->
            assertThat(readBack(blocks[which], offset, PAGE))
                .isEqualTo(Arrays.copyOfRange(expected[which], offset, offset + PAGE));
        default -> {
          byte[] page = filled(PAGE, random.nextInt());
          blocks[which].write(offset, page, 0, PAGE);
          System.arraycopy(page, 0, expected[which], offset, PAGE);
        }
      }
    }
    memory.finish();
    assertThat(image(memory, 0)).isEqualTo(expected[0]);
    assertThat(image(memory, 1)).isEqualTo(expected[1]);
  }

  // Several threads

  /** More blocks than a store has files open. */
  private static final int MANY_BLOCKS = OpenFiles.MAX_OPEN + 13;

  private static final int THREADS = 4;

  /**
   * Threads that write, zero and read each their own pages of many blocks, in any order, beside
   * plain arrays. Pages are smaller than anything that a store takes note of.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void takesDisjointPagesFromSeveralThreads(int seed) throws Exception {
    int pageBytes = 1024;
    int length = 161 * pageBytes;
    BlockMemory[] blocks = new BlockMemory[MANY_BLOCKS];
    byte[][] expected = new byte[MANY_BLOCKS][length];
    for (int index = 0; index < MANY_BLOCKS; index++) {
      blocks[index] = memory.provide(block(index, length), (long) MANY_BLOCKS * length);
    }
    // Odd seeds give a thread single pages among those of others, even ones runs.
    int runPages = seed % 2 == 0 ? 16 : 1;
    inThreads(
        thread -> {
          Random random = new Random(1000L * seed + thread);
          for (int i = 0; i < 6000; i++) {
            // Threads are in the same block most of the time.
            int which = random.nextInt(8) == 0 ? random.nextInt(MANY_BLOCKS) : i / 64 % MANY_BLOCKS;
            int run = random.nextInt(length / pageBytes / runPages / THREADS);
            int page = (run * THREADS + thread) * runPages + i % runPages;
            change(random, blocks[which], expected[which], page * pageBytes, pageBytes);
          }
        });

    memory.finish();
    for (int index = 0; index < MANY_BLOCKS; index++) {
      assertThat(image(memory, index)).as("block %d", index).isEqualTo(expected[index]);
    }
  }

  private static void change(
      Random random, BlockMemory block, byte[] expected, int offset, int length)
      throws IOException {
    byte[] page = new byte[length];
    switch (random.nextInt(8)) {
      case 0 -> {
        block.zero(offset, length);
        Arrays.fill(expected, offset, offset + length, (byte) 0);
      }
      case 1, 2 -> {
        block.read(offset, page, 0, length);
        assertThat(page).isEqualTo(Arrays.copyOfRange(expected, offset, offset + length));
      }
      default -> {
        random.nextBytes(page);
        block.write(offset, page, 0, length);
        System.arraycopy(page, 0, expected, offset, length);
      }
    }
  }

  /** What one thread wrote, another sees, changes, and hands on. */
  @Test
  void handsPagesOnFromThreadToThread() throws Exception {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);
    byte[] expected = new byte[LENGTH];
    CyclicBarrier turn = new CyclicBarrier(THREADS);
    inThreads(
        thread -> {
          Random random = new Random(thread);
          for (int round = 0; round < 40; round++) {
            // Each time other pages than in the round before.
            int mine = (thread + round) % THREADS;
            for (int page = mine; page < PAGES; page += THREADS) {
              change(random, block, expected, page * PAGE, PAGE);
            }
            turn.await(30, TimeUnit.SECONDS);
          }
        });

    assertThat(finished(0)).isEqualTo(expected);
  }

  /** Of a page that two write at once anything may be left, but not of the pages beside it. */
  @Test
  void keepsThePagesBesideOneThatSeveralWriteAtOnce() throws Exception {
    BlockMemory block = memory.provide(block(0, LENGTH), LENGTH);
    byte[] expected = new byte[LENGTH];
    inThreads(
        thread -> {
          Random random = new Random(thread);
          byte[] all = filled(PAGE, thread);
          for (int round = 0; round < 500; round++) {
            block.write(7 * PAGE, all, 0, PAGE);
            int page = (random.nextInt(PAGES / THREADS - 4) + 2) * THREADS + thread;
            change(random, block, expected, page * PAGE, PAGE);
          }
        });

    byte[] actual = finished(0);
    System.arraycopy(actual, 7 * PAGE, expected, 7 * PAGE, PAGE);
    assertThat(actual).isEqualTo(expected);
  }

  /** Blocks are provided, each far longer than those before, while others are written. */
  @Test
  void providesBlocksWhileOthersAreWritten() throws Exception {
    int pages = 1024;
    BlockMemory[] blocks = {memory.provide(block(0, pages * PAGE), pages * PAGE)};
    byte[] expected = new byte[pages * PAGE];
    inThreads(
        thread -> {
          if (thread == 0) {
            for (int index = 1; index <= 12; index++) {
              memory.provide(block(index, 1L << (30 + index / 2)), 1L << (30 + index / 2));
              Thread.sleep(1);
            }
            return;
          }
          Random random = new Random(thread);
          for (int page = thread - 1; page < pages; page += THREADS - 1) {
            change(random, blocks[0], expected, page * PAGE, PAGE);
          }
        });
    for (int page = 0; page < pages; page++) {
      assertThat(readBack(blocks[0], (long) page * PAGE, PAGE))
          .as("page %d", page)
          .isEqualTo(Arrays.copyOfRange(expected, page * PAGE, (page + 1) * PAGE));
    }
  }

  /** What one of several threads does. */
  @FunctionalInterface
  private interface Work {
    void run(int thread) throws Exception;
  }

  private static void inThreads(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch all = new CountDownLatch(THREADS);
      List<Callable<Void>> works = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        works.add(
            () -> {
              all.countDown();
              all.await();
              work.run(thread);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(works, 120, TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
