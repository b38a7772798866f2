package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordAdapter;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.record.RamRecordVisitor;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.compression.PageShape;
import org.ramwire.compression.PayloadException;
import org.ramwire.compression.ZlibEncoder;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.format.TruncatedStreamException;

/** Both pipelines with many threads, with a fault at every point, with cancellations. */
class PipelineStressTest {

  private static final int PAGE = PageSize.X86.bytes();
  private static final int[] THREADS = {1, 2, 5};

  /** Small, so that an output is written to often and can fail often. */
  private static final int SECTION_PAGES = 40;

  private static long pages;
  private static long schedules;
  private static long faults;
  private static long cancellations;

  @AfterAll
  static void summary() {
    System.out.printf(
        "Pipelines under stress: %d pages in %d runs, %d faults injected, %d cancellations;"
            + " nothing lost, nothing left behind%n",
        pages, schedules, faults, cancellations);
  }

  @Test
  void deflatingSurvivesAFaultAtEveryPoint() throws Exception {
    for (RecordOrder order : RecordOrder.values()) {
      for (int threads : THREADS) {
        DeflateOptions options = new DeflateOptions(threads, 1, order, threads == 1 ? 1 : 7);
        int points = 1;
        for (int point = 0; point < points; point++) {
          FaultPlan plan = new FaultPlan(point);
          Throwable thrown = Watchdog.guard(() -> deflateOnce(options, plan));
          assertReportedOnce(thrown, plan);
          points = plan.injected() == 0 ? point : plan.points() + 1;
        }
      }
    }
    assertThat(Watchdog.anyAlive("ramwire-deflate")).isFalse();
  }

  /** Sends a section of pages, and returns what was thrown. */
  private static Throwable deflateOnce(DeflateOptions options, FaultPlan plan) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(plan.channel(Channels.newChannel(bytes)));
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    Throwable thrown = null;
    try (DeflatePipeline pipeline =
        new DeflatePipeline(
            writer,
            PageSize.X86,
            options,
            plan.encoders(() -> new ZlibEncoder(PageSize.X86, options.level())))) {
      writer.blockList(BlockList.of(Capture.BLOCKS));
      output.flush();
      for (int i = 0; i < SECTION_PAGES; i++) {
        RamBlock block = i < SECTION_PAGES - 8 ? Capture.RAM : Capture.VGA;
        byte[] page = content(i);
        pipeline.submit(
            block,
            (long) (i % Capture.PAGES) * PAGE,
            (offset, target, from) -> {
              plan.ioPoint();
              System.arraycopy(page, 0, target, from, PAGE);
            });
        pages++;
      }
      pipeline.flush();
      writer.endOfSection();
      output.flush();
    } catch (IOException | RuntimeException | Error e) {
      thrown = e;
    }
    schedules++;
    assertWholeRecords(bytes, output, thrown == null);
    return thrown;
  }

  /** What reached the output is whole records: a strict reader takes them up to where they stop. */
  private static void assertWholeRecords(
      ByteArrayOutputStream bytes, StreamOutput output, boolean whole) throws IOException {
    output.flush();
    byte[] stream = bytes.toByteArray();
    if (stream.length == 0) {
      return;
    }
    int[] records = new int[1];
    RamRecordVisitor counting =
        new RamRecordAdapter() {
          @Override
          public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
            Pages.inflate(Arrays.copyOfRange(buffer, from, from + length));
            records[0]++;
          }

          @Override
          public void zeroPage(PageHeader page, byte fill) {
            records[0]++;
          }

          @Override
          public void page(PageHeader page, byte[] buffer, int from, int length) {
            // The first page of a block, in the order of submission.
            records[0]++;
          }
        };
    StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
    try {
      new RamRecordReader(input, ReaderOptions.DEFAULT).readPayload(counting);
      assertThat(records[0]).isEqualTo(SECTION_PAGES);
    } catch (TruncatedStreamException e) {
      assertThat(whole).isFalse();
      assertThat(e.offset()).as("a record is cut").isEqualTo(stream.length);
    }
  }

  @Test
  void inflatingSurvivesAFaultAtEveryPoint() throws Exception {
    byte[][] payloads = new byte[SECTION_PAGES][];
    for (int i = 0; i < SECTION_PAGES; i++) {
      payloads[i] = OneThreadModel.deflate(content(i), 1);
    }
    for (int threads : THREADS) {
      int points = 1;
      for (int point = 0; point < points; point++) {
        FaultPlan plan = new FaultPlan(point);
        Throwable thrown = Watchdog.guard(() -> inflateOnce(threads, payloads, plan));
        assertReportedOnce(thrown, plan);
        points = plan.injected() == 0 ? point : plan.points() + 1;
      }
    }
    assertThat(Watchdog.anyAlive("ramwire-inflate")).isFalse();
  }

  private static Throwable inflateOnce(int threads, byte[][] payloads, FaultPlan plan) {
    List<Long> delivered = new ArrayList<>();
    PageSink sink =
        new PageSink() {
          @Override
          public void writePage(RamBlock block, long pageOffset, byte[] page) throws IOException {
            plan.ioPoint();
            assertThat(page).isEqualTo(content(delivered.size()));
            delivered.add(pageOffset);
          }

          @Override
          public void readPage(RamBlock block, long pageOffset, byte[] target) {}
        };
    schedules++;
    try (InflatePipeline pipeline =
        new InflatePipeline(
            PageSize.X86,
            Strictness.STRICT,
            threads,
            sink,
            plan.decoders(() -> PayloadDecoder.open(PageSize.X86, Strictness.STRICT)))) {
      for (int i = 0; i < payloads.length; i++) {
        pages++;
        pipeline.submit(
            Capture.RAM, (long) (i % 16) * PAGE, 5000L * i, payloads[i], 0, payloads[i].length);
      }
      pipeline.drain();
      assertThat(delivered).hasSize(payloads.length);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return e;
    }
  }

  /** The one fault is what was thrown, or its cause; and every codec that was opened is closed. */
  private static void assertReportedOnce(Throwable thrown, FaultPlan plan) {
    faults += plan.injected();
    assertThat(plan.open()).as("codecs left open").isZero();
    if (plan.injected() == 0) {
      assertThat(thrown).isNull();
      return;
    }
    assertThat(thrown).isNotNull();
    assertThat(thrown.getSuppressed()).isEmpty();
    Throwable root = thrown.getCause() == null ? thrown : thrown.getCause();
    assertThat(root)
        .isInstanceOfAny(
            FaultPlan.InjectedIoFault.class, FaultPlan.InjectedError.class, PayloadException.class);
  }

  @Test
  void manyThreadsAndASlowConsumerLoseNothing() throws Exception {
    Random random = new Random(20151109);
    for (int run = 0; run < 60; run++) {
      int threads = 1 + random.nextInt(32);
      RecordOrder order = RecordOrder.values()[run % 2];
      DeflateOptions options = new DeflateOptions(threads, random.nextInt(10), order);
      List<Step> steps = randomSteps(random, 200);
      long randomSeed = random.nextLong();
      byte[] received = Watchdog.guard(() -> throughBoth(steps, options, randomSeed));
      assertThat(received).isEqualTo(lastContents(steps));
      schedules++;
      pages += steps.size();
    }
    assertThat(Watchdog.anyAlive("ramwire-")).isFalse();
  }

  /** Deflates the steps to a slow output, inflates what came out, and returns the memory. */
  private static byte[] throughBoth(List<Step> steps, DeflateOptions options, long randomSeed)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Random pace = new Random(randomSeed);
    StreamOutput output = new StreamOutput(bytes);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    writer.blockList(BlockList.of(Capture.BLOCKS));
    try (DeflatePipeline pipeline =
        new DeflatePipeline(
            writer, PageSize.X86, options, JitterEncoder.supplier(options.level(), randomSeed))) {
      for (Step step : steps) {
        step.run(pipeline);
        if (pace.nextInt(20) == 0) {
          JitterEncoder.dawdle(pace);
          output.flush();
        }
      }
      pipeline.flush();
    }
    writer.endOfSection();
    output.flush();
    return receive(bytes.toByteArray(), options.threads());
  }

  private static byte[] receive(byte[] stream, int threads) throws IOException {
    byte[] memory = new byte[Capture.BLOCKS.size() * Capture.PAGES * PAGE];
    PageSink sink = new ArraySink(memory);
    try (InflatePipeline pipeline =
        new InflatePipeline(PageSize.X86, Strictness.STRICT, threads, sink)) {
      RamRecordVisitor visitor =
          new RamRecordAdapter() {
            @Override
            public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
                throws IOException {
              pipeline.submit(page, buffer, from, length);
            }

            @Override
            public void zeroPage(PageHeader page, byte fill) throws IOException {
              pipeline.settle(page.block(), page.pageOffset());
              sink.writePage(page.block(), page.pageOffset(), new byte[PAGE]);
            }

            @Override
            public void endOfSection(long offset) throws IOException {
              pipeline.drain();
            }
          };
      StreamInput input = new StreamInput(new ByteArrayInputStream(stream));
      new RamRecordReader(input, ReaderOptions.DEFAULT).readPayload(visitor);
    }
    return memory;
  }

  private record ArraySink(byte[] memory) implements PageSink {

    @Override
    public void writePage(RamBlock block, long pageOffset, byte[] page) {
      System.arraycopy(page, 0, memory, at(block, pageOffset), PAGE);
    }

    @Override
    public void readPage(RamBlock block, long pageOffset, byte[] target) {
      System.arraycopy(memory, at(block, pageOffset), target, 0, PAGE);
    }
  }

  private static int at(RamBlock block, long pageOffset) {
    return block.index() * Capture.PAGES * PAGE + (int) pageOffset;
  }

  /** Steps as a source makes them: no page twice between two flushes. */
  private static List<Step> randomSteps(Random random, int count) {
    List<Step> steps = new ArrayList<>();
    while (steps.size() < count) {
      RamBlock block = Capture.BLOCKS.get(random.nextInt(3));
      for (int page = 0; page < Capture.PAGES; page++) {
        if (random.nextInt(3) > 0) {
          PageShape shape = PageShape.values()[random.nextInt(PageShape.values().length)];
          steps.add(new Step(block, (long) page * PAGE, shape, random.nextLong()));
        }
      }
      steps.add(Step.FLUSH);
    }
    return steps;
  }

  private static byte[] lastContents(List<Step> steps) {
    byte[] memory = new byte[Capture.BLOCKS.size() * Capture.PAGES * PAGE];
    for (Step step : steps) {
      if (!step.isFlush()) {
        System.arraycopy(step.content(), 0, memory, at(step.block(), step.pageOffset()), PAGE);
      }
    }
    return memory;
  }

  @Test
  void cancellationAtAnyMomentLeavesNothingBehind() throws Exception {
    Random random = new Random(7);
    for (int run = 0; run < 150; run++) {
      RecordOrder order = RecordOrder.values()[run % 2];
      DeflateOptions options = new DeflateOptions(1 + random.nextInt(12), 1, order);
      long randomSeed = random.nextLong();
      long nanos = random.nextInt(3_000_000);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread source =
          new Thread(
              () -> thrown.set(catchThrowable(() -> submitForEver(options, randomSeed))), "source");
      source.start();
      LockSupport.parkNanos(nanos);
      while (source.isAlive()) {
        source.interrupt();
        source.join(5);
      }
      cancellations++;
      schedules++;
      // Interrupted while it waited, while it wrote, or between two steps.
      assertThat(thrown.get())
          .satisfiesAnyOf(
              e -> assertThat(e).isNull(),
              e -> assertThat(e).isInstanceOf(InterruptedIOException.class),
              e -> assertThat(e).isInstanceOf(ClosedByInterruptException.class));
      assertThat(Watchdog.anyAlive("ramwire-deflate")).isFalse();
    }
  }

  private static void submitForEver(DeflateOptions options, long randomSeed) throws IOException {
    RamRecordWriter writer =
        new RamRecordWriter(new StreamOutput(OutputStream.nullOutputStream()), PageSize.X86);
    Random random = new Random(randomSeed);
    try (DeflatePipeline pipeline =
        new DeflatePipeline(writer, PageSize.X86, options, JitterEncoder.supplier(1, randomSeed))) {
      while (!Thread.currentThread().isInterrupted()) {
        for (Step step : randomSteps(random, 30)) {
          step.run(pipeline);
        }
      }
    }
  }

  /** A page for each index: text, every fifth one zero. */
  private static byte[] content(int index) {
    return (index % 5 == 3 ? PageShape.ZERO : PageShape.TEXT).page(PAGE, index);
  }
}
