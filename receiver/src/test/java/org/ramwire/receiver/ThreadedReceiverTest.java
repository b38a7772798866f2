package org.ramwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.golden.GoldenStream;
import org.ramwire.golden.GoldenStreams;
import org.ramwire.receiver.store.DiscardingMemory;
import org.ramwire.receiver.store.FileMemory;
import org.ramwire.receiver.store.HeapMemory;
import org.ramwire.receiver.store.MemoryStore;

/** A receiver with several threads does what a receiver with one does. */
@Timeout(300)
class ThreadedReceiverTest {

  private static final int PAGE = PageSize.X86.bytes();
  private static final int PAGES = 8;
  private static final RamBlock BLOCK = new RamBlock(0, Idstr.of("pc.ram"), (long) PAGES * PAGE);

  @TempDir Path directory;

  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private final StreamOutput output = new StreamOutput(stream);
  private final RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 16})
  void everyGoldenStreamGivesTheMemoryOfItsSource(int threads) throws IOException {
    int received = 0;
    for (GoldenStream golden : GoldenStreams.all()) {
      HeapMemory memory = new HeapMemory(64 << 20);
      try (RamReceiver receiver =
              new RamReceiver(memory, PageSize.X86, Strictness.STRICT, threads);
          InputStream in = golden.stream()) {
        StreamInput input = new StreamInput(in);
        MigrationStreamReader.open(input, ReaderOptions.DEFAULT, receiver).read();
        receiver.finish(input.offset());
      }
      for (int index = 0; index < golden.blockCount(); index++) {
        assertThat(memory.image(index)).as(golden.id()).isEqualTo(golden.ram(index));
      }
      received++;
    }
    assertThat(received).isPositive();
    assertNoThreads();
  }

  /** Records of all kinds, many for each page, compared with one thread's memory and counts. */
  @ParameterizedTest
  @EnumSource(Strictness.class)
  void anyOrderOfKindsGivesTheMemoryOfOneThread(Strictness strictness) throws IOException {
    for (int seed = 0; seed < 12; seed++) {
      byte[] payload = randomPayload(new Random(seed), strictness);
      HeapMemory expected = new HeapMemory(1 << 20);
      LoadReport one = receive(payload, expected, strictness, 1);
      for (int threads : new int[] {2, 5}) {
        HeapMemory actual = new HeapMemory(1 << 20);
        LoadReport several = receive(payload, actual, strictness, threads);
        assertThat(actual.image(0)).as("seed %d", seed).isEqualTo(expected.image(0));
        for (RamRecordKind kind : RamRecordKind.values()) {
          assertThat(several.pages(kind)).isEqualTo(one.pages(kind));
        }
        assertThat(several.payloads()).isEqualTo(one.payloads());
      }
      Path images = Files.createDirectory(directory.resolve(strictness + "-" + seed));
      try (FileMemory files = new FileMemory(images)) {
        receive(payload, files, strictness, 3);
        files.finish();
      }
      assertThat(Files.readAllBytes(images.resolve("0.img"))).isEqualTo(expected.image(0));
    }
    assertNoThreads();
  }

  private static LoadReport receive(
      byte[] payload, MemoryStore memory, Strictness strictness, int threads) throws IOException {
    try (RamReceiver receiver = new RamReceiver(memory, PageSize.X86, strictness, threads)) {
      reader(payload, strictness).readPayload(receiver);
      return receiver.report();
    }
  }

  private static RamRecordReader reader(byte[] payload, Strictness strictness) {
    ReaderOptions options = ReaderOptions.DEFAULT.withStrictness(strictness);
    return new RamRecordReader(new StreamInput(new ByteArrayInputStream(payload)), options);
  }

  private byte[] randomPayload(Random random, Strictness strictness) throws IOException {
    stream.reset();
    writer.nameNextBlock();
    writer.blockList(BlockList.of(List.of(BLOCK)));
    byte[] page = new byte[PAGE];
    for (int i = 0; i < 400; i++) {
      long offset = (long) random.nextInt(PAGES) * PAGE;
      Arrays.fill(page, (byte) random.nextInt());
      random.nextBytes(page);
      Arrays.fill(page, 0, random.nextInt(PAGE), (byte) i);
      switch (random.nextInt(6)) {
        case 0 -> writer.page(BLOCK, offset, page, 0);
        case 1 -> writer.zeroPage(BLOCK, offset, (byte) random.nextInt(2));
        case 2 -> writer.xbzrle(BLOCK, offset, Bytes.of(new byte[] {5, 2, 7, (byte) i}));
        default -> {
          byte[] payload = deflate(page);
          if (strictness == Strictness.SEED_BUILD && random.nextInt(3) == 0) {
            payload = Arrays.copyOf(payload, 1 + random.nextInt(payload.length));
          }
          writer.compressedPage(BLOCK, offset, Bytes.of(payload));
        }
      }
    }
    writer.endOfSection();
    output.flush();
    return stream.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void badPayloadIsReportedWithItsClauseAndOffset(int threads) throws IOException {
    writer.blockList(BlockList.of(List.of(BLOCK)));
    long payloadAt = 0;
    int payloadBytes = 0;
    for (int i = 0; i < PAGES; i++) {
      byte[] payload = deflate(new byte[i == 5 ? PAGE + 1 : PAGE]);
      writer.compressedPage(BLOCK, (long) i * PAGE, Bytes.of(payload));
      if (i == 5) {
        payloadAt = output.offset() - payload.length;
        payloadBytes = payload.length;
      }
    }
    writer.endOfSection();
    output.flush();
    RamReceiver receiver =
        new RamReceiver(new HeapMemory(1 << 20), PageSize.X86, Strictness.STRICT, threads);
    Throwable thrown =
        catchThrowable(() -> reader(stream.toByteArray(), Strictness.STRICT).readPayload(receiver));
    receiver.close();
    assertThat(thrown).isInstanceOf(MalformedStreamException.class);
    MalformedStreamException malformed = (MalformedStreamException) thrown;
    assertThat(malformed.clause()).isEqualTo(Clause.COMPRESS_ONE_PAGE);
    assertThat(malformed.offset()).isBetween(payloadAt, payloadAt + payloadBytes);
    assertThat(malformed.block()).isEqualTo("pc.ram");
    assertThat(receiver.report().pages(RamRecordKind.COMPRESS_PAGE)).isEqualTo(5);
    assertNoThreads();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theFirstFaultIsToldAlsoIfAPageIsStillInFlight(int threads) throws IOException {
    for (boolean bad : new boolean[] {true, false}) {
      stream.reset();
      writer.nameNextBlock();
      writer.blockList(BlockList.of(List.of(BLOCK)));
      writer.compressedPage(BLOCK, 0, Bytes.of(deflate(new byte[bad ? PAGE + 1 : PAGE])));
      output.be64(RamFlag.PAGE | RamFlag.ZERO);
      output.flush();
      try (RamReceiver receiver =
          new RamReceiver(new HeapMemory(1 << 20), PageSize.X86, Strictness.STRICT, threads)) {
        StreamException thrown =
            catchThrowableOfType(
                StreamException.class,
                () -> reader(stream.toByteArray(), Strictness.STRICT).readPayload(receiver));
        assertThat(receiver.firstFault(thrown).clause())
            .isEqualTo(bad ? Clause.COMPRESS_ONE_PAGE : Clause.ONE_KIND);
      }
    }
    assertNoThreads();
  }

  @Test
  void closingAStreamGivenUpInsideASectionAppliesAndReportsWhatWasInFlight() throws IOException {
    writer.blockList(BlockList.of(List.of(BLOCK)));
    byte[] page = new byte[PAGE];
    Arrays.fill(page, (byte) 3);
    writer.compressedPage(BLOCK, 0, Bytes.of(deflate(page)));
    writer.compressedPage(BLOCK, PAGE, Bytes.of(deflate(new byte[PAGE - 1])));
    output.flush();
    HeapMemory memory = new HeapMemory(1 << 20);
    RamReceiver receiver = new RamReceiver(memory, PageSize.X86, Strictness.STRICT, 2);
    Throwable thrown =
        catchThrowable(
            () -> {
              try (receiver) {
                reader(stream.toByteArray(), Strictness.STRICT).readPayload(receiver);
              }
            });
    // Whichever comes first, the other is not lost.
    assertThat(thrown.getMessage() + Arrays.toString(thrown.getSuppressed()))
        .contains(Clause.COMPRESS_ONE_PAGE.id());
    assertThat(memory.image(0)).startsWith(page);
    assertNoThreads();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void refusesANumberOfThreadsOutOfRange(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RamReceiver(new DiscardingMemory(), PageSize.X86, Strictness.STRICT, threads));
  }

  private static void assertNoThreads() {
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("ramwire-"));
  }

  private static byte[] deflate(byte[] page) {
    Deflater deflater = new Deflater(1);
    deflater.setInput(page);
    deflater.finish();
    byte[] payload = new byte[2 * PAGE];
    int length = deflater.deflate(payload);
    deflater.end();
    return Arrays.copyOf(payload, length);
  }
}
