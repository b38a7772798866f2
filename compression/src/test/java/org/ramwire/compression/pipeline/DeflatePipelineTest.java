package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecord;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.compression.PageShape;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

class DeflatePipelineTest {

  private static final int PAGE = PageSize.X86.bytes();

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int PAGES_OF_A_ROUND = 3000;
  private static final int MOST_ROUNDS = 60;

  private final Capture capture = new Capture();

  @Test
  void zeroPageOvertakesTheOnePageInFlight() throws IOException {
    List<Step> steps =
        List.of(
            Step.page(Capture.RAM, 0, PageShape.TEXT),
            Step.page(Capture.RAM, 1, PageShape.TEXT),
            Step.page(Capture.RAM, 2, PageShape.ZERO),
            Step.page(Capture.RAM, 3, PageShape.TEXT),
            Step.page(Capture.VGA, 0, PageShape.ZERO),
            Step.FLUSH);
    run(steps, new DeflateOptions(1, 6, RecordOrder.AS_FINISHED));
    assertThat(capture.records())
        .extracting(DeflatePipelineTest::kindAndPage)
        .containsExactly(
            "COMPRESS_PAGE pc.ram 0",
            "ZERO pc.ram 2",
            "COMPRESS_PAGE pc.ram 1",
            "COMPRESS_PAGE pc.ram 3",
            "ZERO vga.vram 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void orderOfSubmissionKeepsZeroPagesInTheirPlaces(int threads) throws IOException {
    List<Step> steps =
        List.of(
            Step.page(Capture.RAM, 0, PageShape.TEXT),
            Step.page(Capture.RAM, 1, PageShape.TEXT),
            Step.page(Capture.RAM, 2, PageShape.ZERO),
            Step.page(Capture.RAM, 3, PageShape.TEXT),
            Step.page(Capture.VGA, 0, PageShape.ZERO),
            Step.page(Capture.VGA, 1, PageShape.TEXT),
            Step.FLUSH);
    run(steps, new DeflateOptions(threads, 6, RecordOrder.AS_SUBMITTED));
    assertThat(capture.records())
        .extracting(DeflatePipelineTest::kindAndPage)
        .containsExactly(
            "PAGE pc.ram 0",
            "COMPRESS_PAGE pc.ram 1",
            "ZERO pc.ram 2",
            "COMPRESS_PAGE pc.ram 3",
            "ZERO vga.vram 0",
            "COMPRESS_PAGE vga.vram 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void deterministicOrderKeepsZeroPagesInOrderWhenTheirPlacesRunOut(int pagesInFlight)
      throws IOException {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.page(Capture.RAM, 0, PageShape.TEXT));
    steps.add(Step.page(Capture.RAM, 1, PageShape.TEXT));
    steps.add(Step.page(Capture.RAM, 2, PageShape.TEXT));
    for (int page = 3; page < 9; page++) {
      steps.add(Step.page(Capture.RAM, page, PageShape.ZERO));
    }
    steps.add(Step.FLUSH);
    run(steps, new DeflateOptions(1, 6, RecordOrder.DETERMINISTIC, pagesInFlight));
    assertThat(capture.records()).isEqualTo(OneThreadModel.records(steps, 6));
  }

  @Test
  void orderOfSubmissionHoldsAZeroPageBackUntilItsPlaceIsNeeded() throws IOException {
    try (DeflatePipeline pipeline = pipeline(new DeflateOptions(1, 6, RecordOrder.AS_SUBMITTED))) {
      Step.page(Capture.RAM, 0, PageShape.ZERO).run(pipeline);
      long opened = capture.output.offset();
      Step.page(Capture.RAM, 1, PageShape.ZERO).run(pipeline);
      assertThat(capture.output.offset()).isEqualTo(opened);
      Step.page(Capture.RAM, 2, PageShape.TEXT).run(pipeline);
      assertThat(capture.output.offset()).isEqualTo(opened + 9);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, AS_FINISHED", "1, DETERMINISTIC", "1, AS_SUBMITTED",
    "4, AS_FINISHED", "4, DETERMINISTIC", "4, AS_SUBMITTED",
  })
  void pageHasTheLevelOfItsSubmission(int threads, RecordOrder order) throws IOException {
    int[] levels = {1, 9, 0, 6, 1};
    int[] levelOfPage = new int[Capture.PAGES];
    try (DeflatePipeline pipeline = pipeline(new DeflateOptions(threads, levels[0], order))) {
      for (int page = 0; page < Capture.PAGES; page++) {
        // No flush: pages of the level before are in flight.
        levelOfPage[page] = levels[page * levels.length / Capture.PAGES];
        pipeline.level(levelOfPage[page]);
        Step.page(Capture.RAM, page, PageShape.MIXED).run(pipeline);
      }
      pipeline.flush();
    }
    List<RamRecord> records = capture.records();
    assertThat(records).hasSize(Capture.PAGES);
    for (RamRecord record : records) {
      if (record instanceof RamRecord.CompressPage compressed) {
        int page = (int) (compressed.pageOffset() / PAGE);
        byte[] content = Step.page(Capture.RAM, page, PageShape.MIXED).content();
        assertThat(compressed.payload().toArray())
            .as("page %d", page)
            .isEqualTo(OneThreadModel.deflate(content, levelOfPage[page]));
      } else {
        // The first page of a block goes as it is in the order of submission.
        assertThat(order).isEqualTo(RecordOrder.AS_SUBMITTED);
        assertThat(Pages.offset(record)).isZero();
      }
    }
  }

  @Test
  void firstPageOfABlockHasANewLevel() throws IOException {
    try (DeflatePipeline pipeline = pipeline(new DeflateOptions(1, 1, RecordOrder.AS_FINISHED))) {
      pipeline.level(9);
      Step.page(Capture.RAM, 0, PageShape.TEXT).run(pipeline);
    }
    assertThat(capture.records())
        .isEqualTo(OneThreadModel.records(List.of(Step.page(Capture.RAM, 0, PageShape.TEXT)), 9));
  }

  @Test
  void takesLevelsFromNoneToNineOnly() throws IOException {
    try (DeflatePipeline pipeline = pipeline(new DeflateOptions(1, 1, RecordOrder.AS_FINISHED))) {
      pipeline.level(0);
      pipeline.level(9);
      assertThatIllegalArgumentException().isThrownBy(() -> pipeline.level(-1));
      assertThatIllegalArgumentException().isThrownBy(() -> pipeline.level(10));
    }
  }

  @Test
  void pageFinishedFirstGoesOutFirst() throws Exception {
    CountDownLatch others = new CountDownLatch(1);
    GateEncoders gate = new GateEncoders(1, others);
    List<RamRecord> records =
        Watchdog.guard(
            () -> {
              DeflateOptions options = new DeflateOptions(2, 1, RecordOrder.AS_FINISHED, 3);
              try (DeflatePipeline pipeline =
                  new DeflatePipeline(capture.writer, PageSize.X86, options, gate)) {
                Step.page(Capture.RAM, 0, PageShape.TEXT).run(pipeline);
                Step.page(Capture.RAM, 1, PageShape.CONSTANT).run(pipeline);
                // A thread that sleeps is woken when more than half of the places wait.
                Step.page(Capture.RAM, 2, PageShape.TEXT).run(pipeline);
                gate.awaitHeld();
                for (int page = 3; page <= 4; page++) {
                  if (page == 4) {
                    others.countDown();
                  }
                  Step.page(Capture.RAM, page, PageShape.TEXT).run(pipeline);
                }
                pipeline.flush();
              }
              return capture.records();
            });
    assertThat(records).hasSize(5);
    assertThat(records.get(0)).isEqualTo(compressed(0, PageShape.TEXT));
    assertThat(records).contains(compressed(1, PageShape.CONSTANT));
  }

  @Test
  void pageThatOutgrowsTheBoundGoesAsPage() throws IOException {
    Supplier<PageEncoder> giveUp = () -> new FakeEncoder(PageEncoder.NOT_ENCODED);
    try (DeflatePipeline pipeline =
        new DeflatePipeline(
            capture.writer,
            PageSize.X86,
            new DeflateOptions(2, 1, RecordOrder.AS_FINISHED),
            giveUp)) {
      Step.page(Capture.RAM, 0, PageShape.RANDOM).run(pipeline);
      Step.page(Capture.RAM, 1, PageShape.RANDOM).run(pipeline);
      pipeline.flush();
    }
    assertThat(capture.records())
        .extracting(DeflatePipelineTest::kindAndPage)
        .containsExactly("PAGE pc.ram 0", "PAGE pc.ram 1");
  }

  @Test
  void incompressiblePageGoesInZlibsStoredForm() throws IOException {
    run(
        List.of(Step.page(Capture.RAM, 0, PageShape.RANDOM), Step.FLUSH),
        new DeflateOptions(1, 9, RecordOrder.AS_FINISHED));
    RamRecord.CompressPage record = (RamRecord.CompressPage) capture.records().get(0);
    assertThat(record.payload().length()).isEqualTo(4107);
  }

  @Test
  void tellsWhichRecordAPageBecomes() throws IOException {
    try (DeflatePipeline pipeline = pipeline(new DeflateOptions(2, 1, RecordOrder.AS_FINISHED))) {
      assertThat(pipeline.submit(Capture.RAM, 0, (offset, target, from) -> {}))
          .isEqualTo(RamRecordKind.ZERO);
      assertThat(pipeline.submit(Capture.RAM, PAGE, (offset, target, from) -> target[from + 7] = 1))
          .isEqualTo(RamRecordKind.COMPRESS_PAGE);
    }
  }

  @Test
  void namesTheBlockAgainWhenAsked() throws IOException {
    try (DeflatePipeline pipeline = pipeline(new DeflateOptions(1, 1, RecordOrder.AS_FINISHED))) {
      Step.page(Capture.RAM, 0, PageShape.TEXT).run(pipeline);
      Step.page(Capture.RAM, 1, PageShape.TEXT).run(pipeline);
      pipeline.nameNextBlock();
      long before = capture.output.offset();
      Step.page(Capture.RAM, 2, PageShape.TEXT).run(pipeline);
      int payload = OneThreadModel.deflate(PageShape.TEXT.page(PAGE, 2), 1).length;
      assertThat(capture.output.offset() - before)
          .isEqualTo(8 + 1 + "pc.ram".length() + 4 + payload);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255})
  void startsOneThreadFewerThanItHasAndLeavesNone(int threads) {
    DeflatePipeline pipeline = pipeline(new DeflateOptions(threads, 1, RecordOrder.AS_FINISHED));
    long alive =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("ramwire-deflate"))
            .count();
    assertThat(alive).isEqualTo(threads - 1);
    pipeline.close();
    assertThat(Watchdog.anyAlive("ramwire-deflate")).isFalse();
  }

  @Test
  void closeDropsWhatWasNotFlushed() throws IOException {
    DeflatePipeline pipeline = pipeline(new DeflateOptions(2, 1, RecordOrder.DETERMINISTIC));
    for (int page = 0; page < 10; page++) {
      Step.page(Capture.RAM, page, PageShape.TEXT).run(pipeline);
    }
    pipeline.close();
    pipeline.close();
    assertThat(capture.records()).hasSize(1);
    assertThatIllegalStateException().isThrownBy(pipeline::flush);
  }

  @Test
  void refusesPagesAfterAFailure() {
    DeflatePipeline pipeline = pipeline(new DeflateOptions(3, 1, RecordOrder.AS_FINISHED));
    IOException fault = new IOException("unreadable");
    PageSource broken =
        (offset, target, from) -> {
          throw fault;
        };
    assertThatThrownBy(() -> pipeline.submit(Capture.RAM, 0, broken)).isSameAs(fault);
    assertThatIllegalStateException()
        .isThrownBy(() -> Step.page(Capture.RAM, 0, PageShape.TEXT).run(pipeline))
        .withCause(fault);
    assertThat(Watchdog.anyAlive("ramwire-deflate")).isFalse();
    pipeline.close();
  }

  @Test
  void interruptEndsTheWaitForAnotherThread() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    GateEncoders gate = new GateEncoders(1, never);
    Throwable thrown =
        Watchdog.guard(
            () -> {
              DeflateOptions options = new DeflateOptions(2, 1, RecordOrder.AS_FINISHED, 4);
              DeflatePipeline pipeline =
                  new DeflatePipeline(capture.writer, PageSize.X86, options, gate);
              try {
                Step.page(Capture.RAM, 0, PageShape.TEXT).run(pipeline);
                Step.page(Capture.RAM, 1, PageShape.CONSTANT).run(pipeline);
                // A thread that sleeps is woken when more than half of the places wait.
                Step.page(Capture.RAM, 2, PageShape.TEXT).run(pipeline);
                Step.page(Capture.RAM, 3, PageShape.TEXT).run(pipeline);
                gate.awaitHeld();
                Thread.currentThread().interrupt();
                releaseSoon(never);
                pipeline.flush();
                return null;
              } catch (IOException e) {
                assertThat(Thread.interrupted()).isTrue();
                return e;
              }
            });
    assertThat(thrown).isInstanceOf(InterruptedIOException.class);
    assertThat(Watchdog.anyAlive("ramwire-deflate")).isFalse();
  }

  private static void releaseSoon(CountDownLatch latch) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              latch.countDown();
            });
    thread.start();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyPayloadIsSomeWholeContentOfAPageThatTheGuestKeepsWriting(int threads) throws Exception {
    byte[] memory = new byte[Capture.PAGES * PAGE];
    AtomicBoolean running = new AtomicBoolean(true);
    Thread guest =
        new Thread(
            () -> {
              Random random = new Random(5);
              while (running.get()) {
                memory[random.nextInt(memory.length)] = (byte) random.nextInt();
              }
            },
            "guest");
    guest.start();
    byte[] received = new byte[memory.length];
    try (DeflatePipeline pipeline =
        pipeline(new DeflateOptions(threads, 1, RecordOrder.AS_FINISHED))) {
      PageSource source =
          (offset, target, from) -> System.arraycopy(memory, (int) offset, target, from, PAGE);
      for (int round = 0; round < 30; round++) {
        for (int page = 0; page < Capture.PAGES; page++) {
          pipeline.submit(Capture.RAM, (long) page * PAGE, source);
        }
        pipeline.flush();
      }
      running.set(false);
      guest.join();
      // The pages are still dirty: the last round sends them once more.
      for (int page = 0; page < Capture.PAGES; page++) {
        pipeline.submit(Capture.RAM, (long) page * PAGE, source);
      }
      pipeline.flush();
    }
    for (RamRecord record : capture.records()) {
      Pages.apply(record, received);
    }
    assertThat(received).isEqualTo(memory);
  }

  @ParameterizedTest
  @CsvSource({
    "1, AS_FINISHED", "1, DETERMINISTIC", "1, AS_SUBMITTED",
    "2, AS_FINISHED", "2, DETERMINISTIC", "2, AS_SUBMITTED",
  })
  void allocatesNothingForAPage(int threads, RecordOrder order) throws IOException {
    RamRecordWriter writer =
        new RamRecordWriter(new StreamOutput(OutputStream.nullOutputStream()), PageSize.X86);
    byte[] text = PageShape.TEXT.page(PAGE, 1);
    PageSource source = (offset, target, from) -> System.arraycopy(text, 0, target, from, PAGE);
    try (DeflatePipeline pipeline =
        new DeflatePipeline(writer, PageSize.X86, new DeflateOptions(threads, 1, order))) {
      pipeline.level(6);
      long[] ids = idsOfThreads();
      assertThat(ids).hasSize(threads);
      // The JVM itself allocates until it has compiled the path: one round without is enough.
      long least = Long.MAX_VALUE;
      for (int round = 0; round < MOST_ROUNDS && least >= PAGES_OF_A_ROUND; round++) {
        long before = allocatedBytes(ids);
        submit(pipeline, source, PAGES_OF_A_ROUND);
        least = Math.min(least, allocatedBytes(ids) - before);
      }
      // A page would be 4096 bytes, and the smallest object 16: this is less than one for each.
      assertThat(least).isLessThan(PAGES_OF_A_ROUND);
    }
  }

  private static long[] idsOfThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread == Thread.currentThread() || thread.getName().startsWith("ramwire-deflate"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private static long allocatedBytes(long[] ids) {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(ids)) {
      sum += bytes;
    }
    return sum;
  }

  private static void submit(DeflatePipeline pipeline, PageSource source, int pages)
      throws IOException {
    for (int page = 0; page < pages; page++) {
      pipeline.submit(Capture.RAM, (long) (page % Capture.PAGES) * PAGE, source);
    }
    pipeline.flush();
  }

  private DeflatePipeline pipeline(DeflateOptions options) {
    return new DeflatePipeline(capture.writer, PageSize.X86, options);
  }

  private void run(List<Step> steps, DeflateOptions options) throws IOException {
    try (DeflatePipeline pipeline = pipeline(options)) {
      for (Step step : steps) {
        step.run(pipeline);
      }
    }
  }

  private static RamRecord compressed(int page, PageShape shape) {
    return OneThreadModel.records(List.of(Step.page(Capture.RAM, page, shape)), 1).get(0);
  }

  private static String kindAndPage(RamRecord record) {
    return record.kind() + " " + Pages.block(record).idstr() + " " + Pages.offset(record) / PAGE;
  }
}
