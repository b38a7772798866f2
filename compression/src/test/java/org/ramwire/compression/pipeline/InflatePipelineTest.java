package org.ramwire.compression.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.RamBlock;
import org.ramwire.compression.PageShape;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

class InflatePipelineTest {

  private static final int PAGE = PageSize.X86.bytes();

  /** Where the test's payloads claim to stand in their stream. */
  private static final long AT = 0x1_0000_0000L;

  /** A sink that notes what it gets. */
  private static final class Noting implements PageSink {
    private final List<Long> offsets = new ArrayList<>();
    private final byte[] page = PageShape.TEXT.page(PAGE, 99);

    @Override
    public void writePage(RamBlock block, long pageOffset, byte[] content) {
      offsets.add(pageOffset);
      System.arraycopy(content, 0, page, 0, PAGE);
    }

    @Override
    public void readPage(RamBlock block, long pageOffset, byte[] target) {
      System.arraycopy(page, 0, target, 0, PAGE);
    }
  }

  private final Noting sink = new Noting();

  static Stream<Arguments> badPayloads() {
    byte[] page = PageShape.MIXED.page(PAGE, 4);
    byte[] good = OneThreadModel.deflate(page, 6);
    byte[] corrupt = good.clone();
    corrupt[2] |= 0x06;
    byte[] checksum = good.clone();
    checksum[checksum.length - 1] ^= 1;
    return Stream.of(
        Arguments.of("corrupt", corrupt, Clause.COMPRESS_ZLIB, 0),
        Arguments.of("cut", Arrays.copyOf(good, good.length / 2), Clause.COMPRESS_ZLIB, -1),
        Arguments.of(
            "short", OneThreadModel.deflate(new byte[100], 6), Clause.COMPRESS_ONE_PAGE, 100),
        Arguments.of(
            "long", OneThreadModel.deflate(new byte[5000], 6), Clause.COMPRESS_ONE_PAGE, PAGE),
        Arguments.of(
            "bytes after",
            Arrays.copyOf(good, good.length + 2),
            Clause.COMPRESS_NOTHING_BEHIND,
            PAGE),
        Arguments.of("empty", new byte[0], Clause.COMPRESS_ZLIB, 0),
        Arguments.of("wrong checksum", checksum, Clause.COMPRESS_ZLIB, PAGE),
        Arguments.of("raw deflate", rawDeflate(page), Clause.COMPRESS_ZLIB, 0));
  }

  private static byte[] rawDeflate(byte[] page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(6, true);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(bytes, deflater)) {
      stream.write(page);
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badPayloads")
  void refusesWhatIsNotOneWholePage(String what, byte[] payload, Clause clause, int prefix) {
    for (int threads : new int[] {1, 2, 5}) {
      InflatePipeline pipeline = open(Strictness.STRICT, threads);
      MalformedStreamException e =
          catchThrowableOfType(
              MalformedStreamException.class,
              () -> {
                submit(pipeline, 0, AT, payload);
                pipeline.drain();
              });
      assertThat(e.clause()).isEqualTo(clause);
      assertThat(e.offset()).isBetween(AT, AT + payload.length);
      assertThat(e.block()).isEqualTo("pc.ram");
      assertThat(sink.offsets).isEmpty();
      assertThat(pipeline.stopped()).isTrue();
      assertThatIllegalStateException().isThrownBy(pipeline::drain);
      pipeline.close();
    }
    assertThat(Watchdog.anyAlive("ramwire-inflate")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badPayloads")
  void keepsAsMuchAsTheSeedsBuildDoes(String what, byte[] payload, Clause clause, int prefix)
      throws IOException {
    byte[] before = sink.page.clone();
    try (InflatePipeline pipeline = open(Strictness.SEED_BUILD, 3)) {
      submit(pipeline, 0, AT, payload);
      pipeline.drain();
    }
    int kept = prefix >= 0 ? prefix : Arrays.mismatch(sink.page, PageShape.MIXED.page(PAGE, 4));
    assertThat(kept).isBetween(0, PAGE);
    assertThat(Arrays.copyOfRange(sink.page, kept, PAGE))
        .isEqualTo(Arrays.copyOfRange(before, kept, PAGE));
    if (prefix == -1) {
      assertThat(kept).isBetween(100, PAGE - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void throwsTheFirstErrorOfTheStreamWithTheOthersBehindIt(int threads) throws Exception {
    byte[] good = OneThreadModel.deflate(PageShape.TEXT.page(PAGE, 1), 9);
    byte[] bad = good.clone();
    bad[good.length - 1] ^= 1;
    CountDownLatch submitted = new CountDownLatch(1);
    InflatePipeline pipeline =
        new InflatePipeline(
            PageSize.X86,
            Strictness.STRICT,
            threads,
            sink,
            () -> new GatedDecoder(good, submitted));
    Throwable thrown =
        Watchdog.guard(
            () ->
                catchThrowable(
                    () -> {
                      submit(pipeline, 0, AT, good);
                      submit(pipeline, 1, AT + 5000, bad);
                      submit(pipeline, 2, AT + 10000, bad);
                      submitted.countDown();
                      pipeline.drain();
                    }));
    assertThat(thrown).isInstanceOf(MalformedStreamException.class);
    assertThat(((MalformedStreamException) thrown).offset()).isBetween(AT + 5000, AT + 9999);
    assertThat(sink.offsets).containsExactly(0L);
    assertThat(thrown.getSuppressed()).hasSize(1);
    MalformedStreamException second = (MalformedStreamException) thrown.getSuppressed()[0];
    assertThat(second.offset()).isGreaterThanOrEqualTo(AT + 10000);
    pipeline.close();
    assertThat(Watchdog.anyAlive("ramwire-inflate")).isFalse();
  }

  /** A decoder that is slow with one payload, and starts on the others when a latch opens. */
  private static final class GatedDecoder implements PayloadDecoder {

    private final PayloadDecoder decoder = PayloadDecoder.open(PageSize.X86, Strictness.STRICT);
    private final byte[] slow;
    private final CountDownLatch gate;

    GatedDecoder(byte[] slow, CountDownLatch gate) {
      this.slow = slow;
      this.gate = gate;
    }

    @Override
    public void decode(byte[] payload, int from, int length, byte[] page) throws PayloadException {
      try {
        gate.await();
        if (Arrays.equals(payload, 0, length, slow, 0, slow.length)) {
          Thread.sleep(100);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      decoder.decode(payload, from, length, page);
    }

    @Override
    public void close() {
      decoder.close();
    }
  }

  @Test
  void givesPagesToTheSinkInStreamOrderAndOnTheCallersThread() throws IOException {
    byte[] payload = OneThreadModel.deflate(PageShape.TEXT.page(PAGE, 1), 1);
    List<Long> expected = new ArrayList<>();
    try (InflatePipeline pipeline = open(Strictness.STRICT, 4)) {
      for (int i = 0; i < 1000; i++) {
        submit(pipeline, i * 7 % Capture.PAGES, AT, payload);
        expected.add((long) (i * 7 % Capture.PAGES) * PAGE);
      }
      pipeline.drain();
    }
    assertThat(sink.offsets).isEqualTo(expected);
  }

  @Test
  void sinksFailureStopsThePipeline() throws IOException {
    IOException full = new IOException("disk full");
    PageSink failing =
        new PageSink() {
          @Override
          public void writePage(RamBlock block, long pageOffset, byte[] page) throws IOException {
            throw full;
          }

          @Override
          public void readPage(RamBlock block, long pageOffset, byte[] target) {}
        };
    InflatePipeline pipeline = new InflatePipeline(PageSize.X86, Strictness.STRICT, 3, failing);
    Throwable thrown =
        catchThrowable(
            () -> {
              submit(pipeline, 0, AT, OneThreadModel.deflate(new byte[PAGE], 1));
              pipeline.drain();
            });
    assertThat(thrown).isSameAs(full);
    assertThat(Watchdog.anyAlive("ramwire-inflate")).isFalse();
    pipeline.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void refusesANumberOfThreadsOutOfRange(int threads) {
    assertThatIllegalArgumentException().isThrownBy(() -> open(Strictness.STRICT, threads));
  }

  private InflatePipeline open(Strictness strictness, int threads) {
    return new InflatePipeline(PageSize.X86, strictness, threads, sink);
  }

  private static void submit(InflatePipeline pipeline, int page, long at, byte[] payload)
      throws IOException {
    pipeline.submit(Capture.RAM, (long) page * PAGE, at, payload, 0, payload.length);
  }
}
