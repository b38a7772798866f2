package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecord;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.compression.PageShape;
import org.ramwire.format.PageSize;

/** The deflating pipeline against the model of one thread, over contents and schedules. */
class DeflatePipelinePropertyTest {

  @Provide
  Arbitrary<List<Step>> sequences() {
    return Step.sequences();
  }

  @Property(seed = "411", tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void oneThreadWritesTheSeedsBytesAtTheSeedsMoments(
      @ForAll("sequences") List<Step> steps, @ForAll @IntRange(max = 9) int level)
      throws IOException {
    OneThreadModel model = new OneThreadModel(level);
    Capture expected = new Capture();
    Capture actual = new Capture();
    int copied = 0;
    try (DeflatePipeline pipeline =
        new DeflatePipeline(
            actual.writer, PageSize.X86, new DeflateOptions(1, level, RecordOrder.AS_FINISHED))) {
      for (Step step : withFlush(steps)) {
        step.run(pipeline);
        model.run(step);
        for (RamRecord record : model.written().subList(copied, model.written().size())) {
          record.writeTo(expected.writer);
          copied++;
        }
        assertThat(actual.output.offset()).isEqualTo(expected.output.offset());
      }
    }
    assertThat(actual.bytes()).isEqualTo(expected.bytes());
  }

  @Property(seed = "412", tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void deterministicOrderIsOneThreadsForAnyNumberOfThreads(
      @ForAll("sequences") List<Step> steps,
      @ForAll @IntRange(min = 1, max = 6) int threads,
      @ForAll @IntRange(min = 1, max = 20) int pagesInFlight,
      @ForAll long randomSeed)
      throws Exception {
    Capture expected = new Capture();
    for (RamRecord record : OneThreadModel.records(steps, 1)) {
      record.writeTo(expected.writer);
    }
    Capture actual = new Capture();
    DeflateOptions options =
        new DeflateOptions(threads, 1, RecordOrder.DETERMINISTIC, pagesInFlight);
    run(steps, actual, options, randomSeed);
    assertThat(actual.bytes()).isEqualTo(expected.bytes());
  }

  @Property(seed = "413", tries = 100, edgeCases = EdgeCasesMode.MIXIN)
  void deterministicOrderWritesAtTheSameMomentsForAnyNumberOfThreads(
      @ForAll("sequences") List<Step> steps, @ForAll @IntRange(min = 2, max = 6) int threads)
      throws Exception {
    List<Long> expected = offsets(steps, 1);
    assertThat(offsets(steps, threads)).isEqualTo(expected);
  }

  private static List<Long> offsets(List<Step> steps, int threads) throws IOException {
    Capture capture = new Capture();
    DeflateOptions options = new DeflateOptions(threads, 1, RecordOrder.DETERMINISTIC, 8);
    List<Long> offsets = new ArrayList<>();
    try (DeflatePipeline pipeline = new DeflatePipeline(capture.writer, PageSize.X86, options)) {
      for (Step step : steps) {
        step.run(pipeline);
        offsets.add(capture.output.offset());
      }
    }
    return offsets;
  }

  @Property(seed = "414", tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void everyScheduleIsLegal(
      @ForAll("sequences") List<Step> steps,
      @ForAll @IntRange(min = 2, max = 6) int threads,
      @ForAll @IntRange(min = 1, max = 20) int pagesInFlight,
      @ForAll long randomSeed)
      throws Exception {
    Capture actual = new Capture();
    DeflateOptions options = new DeflateOptions(threads, 1, RecordOrder.AS_FINISHED, pagesInFlight);
    run(steps, actual, options, randomSeed);
    // The strict reader holds CONTINUE, names, offsets and lengths against their clauses.
    assertLegal(steps, actual.records());
  }

  @Property(seed = "415", tries = 300, edgeCases = EdgeCasesMode.MIXIN)
  void everyOrderIsOneThatTheSeedsThreadsCanGive(
      @ForAll @IntRange(min = 1, max = 2 * Capture.PAGES) int pages,
      @ForAll @IntRange(min = 1, max = 8) int threads,
      @ForAll long randomSeed)
      throws Exception {
    Random random = new Random(randomSeed);
    List<Step> steps = new ArrayList<>();
    List<SeedOrder.Page> submitted = new ArrayList<>();
    RamBlock block = null;
    for (int page = 0; page < pages; page++) {
      RamBlock next = page < Capture.PAGES ? Capture.RAM : Capture.VGA;
      boolean zero = random.nextInt(4) == 0;
      PageShape shape = zero ? PageShape.ZERO : PageShape.TEXT;
      steps.add(Step.page(next, page % Capture.PAGES, shape));
      submitted.add(
          way(next, (long) (page % Capture.PAGES) * PageSize.X86.bytes(), next != block, zero));
      block = next;
    }
    Capture actual = new Capture();
    run(steps, actual, new DeflateOptions(threads, 1, RecordOrder.AS_FINISHED), randomSeed);
    List<SeedOrder.Page> written = new ArrayList<>();
    block = null;
    for (RamRecord record : actual.records()) {
      boolean zero = record instanceof RamRecord.Zero;
      RamBlock next =
          zero ? ((RamRecord.Zero) record).block() : ((RamRecord.CompressPage) record).block();
      long pageOffset =
          zero
              ? ((RamRecord.Zero) record).pageOffset()
              : ((RamRecord.CompressPage) record).pageOffset();
      written.add(way(next, pageOffset, !next.equals(block), zero));
      block = next;
    }
    assertThat(new SeedOrder(threads).isPossible(submitted, written))
        .as("%s threads: %s for %s", threads, written, submitted)
        .isTrue();
  }

  private static SeedOrder.Page way(RamBlock block, long pageOffset, boolean first, boolean zero) {
    SeedOrder.Way way =
        first ? SeedOrder.Way.FIRST : zero ? SeedOrder.Way.OVERTAKING : SeedOrder.Way.HELD;
    return new SeedOrder.Page(block.idstr().toString(), pageOffset, way);
  }

  @Property(seed = "416", tries = 100, edgeCases = EdgeCasesMode.MIXIN)
  void writesOneRecordAtMostForAPageThatIsHeldAndHoldsAPageForEachThread(
      @ForAll @IntRange(min = 2, max = 8) int threads, @ForAll long randomSeed) throws Exception {
    Capture actual = new Capture();
    DeflateOptions options = new DeflateOptions(threads, 1, RecordOrder.AS_FINISHED);
    Watchdog.guard(
        () -> {
          try (DeflatePipeline pipeline =
              new DeflatePipeline(
                  actual.writer, PageSize.X86, options, JitterEncoder.supplier(1, randomSeed))) {
            Step.page(Capture.RAM, 0, PageShape.ZERO).run(pipeline);
            long start = actual.output.offset();
            Step.page(Capture.RAM, 1, PageShape.TEXT).run(pipeline);
            pipeline.flush();
            long record = actual.output.offset() - start;
            long before = actual.output.offset();
            for (int page = 2; page < 60; page++) {
              long then = actual.output.offset();
              Step.page(Capture.RAM, 1, PageShape.TEXT).run(pipeline);
              assertThat(actual.output.offset() - then).isIn(0L, record);
              long held = page - 1 - (actual.output.offset() - before) / record;
              assertThat(held).isBetween(1L, (long) threads);
            }
          }
          return null;
        });
  }

  private static void run(List<Step> steps, Capture into, DeflateOptions options, long randomSeed)
      throws Exception {
    Watchdog.guard(
        () -> {
          try (DeflatePipeline pipeline =
              new DeflatePipeline(
                  into.writer,
                  PageSize.X86,
                  options,
                  JitterEncoder.supplier(options.level(), randomSeed))) {
            for (Step step : withFlush(steps)) {
              step.run(pipeline);
            }
          }
          return null;
        });
  }

  /** Holds the records of each stretch between flushes and new blocks against what came in. */
  private static void assertLegal(List<Step> steps, List<RamRecord> records) {
    int from = 0;
    RamBlock block = null;
    List<RamRecord> stretch = new ArrayList<>();
    for (Step step : withFlush(steps)) {
      boolean opens = !step.isFlush() && !step.block().equals(block);
      if (step.isFlush() || opens) {
        assertSameRecords(records.subList(from, from + stretch.size()), stretch);
        from += stretch.size();
        stretch.clear();
      }
      if (step.isFlush()) {
        continue;
      }
      RamRecord record = OneThreadModel.records(List.of(step), 1).get(0);
      if (opens) {
        assertThat(records.get(from)).isEqualTo(record);
        from++;
        block = step.block();
      } else {
        stretch.add(record);
      }
    }
    assertThat(records).hasSize(from);
  }

  private static void assertSameRecords(List<RamRecord> actual, List<RamRecord> expected) {
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    // Zero pages never wait for pages that are being deflated, so they keep their own order.
    assertThat(ofKind(actual, RamRecordKind.ZERO)).isEqualTo(ofKind(expected, RamRecordKind.ZERO));
  }

  private static List<RamRecord> ofKind(List<RamRecord> records, RamRecordKind kind) {
    return records.stream().filter(record -> record.kind() == kind).toList();
  }

  private static List<Step> withFlush(List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    all.add(Step.FLUSH);
    return all;
  }
}
