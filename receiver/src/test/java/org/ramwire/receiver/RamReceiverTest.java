package org.ramwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.UnsupportedStreamException;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.HeapMemory;

class RamReceiverTest {

  private static final int PAGE = 4096;
  private static final RamBlock A = new RamBlock(0, Idstr.of("a"), 4 * PAGE);
  private static final RamBlock B = new RamBlock(1, Idstr.of("b"), 2 * PAGE);

  /** Writes records of a stream. */
  @FunctionalInterface
  private interface Records {
    void write(RamRecordWriter writer) throws IOException;
  }

  private final HeapMemory memory = new HeapMemory(1 << 24);
  private RamReceiver receiver;
  private long end;

  /** The list of both blocks, then the records. */
  private static byte[] stream(Records records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    writer.blockList(BlockList.of(List.of(A, B)));
    records.write(writer);
    writer.endOfSection();
    output.flush();
    return bytes.toByteArray();
  }

  private void receive(byte[] bytes, ReaderOptions options) throws IOException {
    receiver = new RamReceiver(memory, options.pageSize(), options.strictness());
    StreamInput input = new StreamInput(new ByteArrayInputStream(bytes));
    RamRecordReader reader = new RamRecordReader(input, options);
    try {
      while (!input.atEnd()) {
        reader.readPayload(receiver);
      }
    } finally {
      end = input.offset();
      receiver.close();
    }
  }

  private void receive(Strictness strictness, Records records) throws IOException {
    receive(stream(records), ReaderOptions.DEFAULT.withStrictness(strictness));
  }

  private void receive(Records records) throws IOException {
    receive(Strictness.STRICT, records);
  }

  private byte[] page(int block, int number) {
    return Arrays.copyOfRange(memory.image(block), number * PAGE, (number + 1) * PAGE);
  }

  private static StreamException fault(ThrowingCallable receiving) {
    Throwable thrown = catchThrowable(receiving);
    assertThat(thrown).isInstanceOf(StreamException.class);
    return (StreamException) thrown;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static Bytes hex(String hex) {
    return Bytes.of(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + (i >> 8));
    }
    return bytes;
  }

  private static Bytes deflated(byte[] content) {
    return deflated(content, 6);
  }

  private static Bytes deflated(byte[] content, int level) {
    Deflater deflater = new Deflater(level);
    deflater.setInput(content);
    deflater.finish();
    byte[] out = new byte[content.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Bytes.of(out, 0, length);
  }

  // Last write wins

  /** One way to change the page, and what it makes of the page's content before. */
  private enum Change {
    PAGE_RECORD {
      @Override
      void write(RamRecordWriter writer, long offset) throws IOException {
        writer.page(A, offset, pattern(PAGE), 0);
      }

      @Override
      void apply(byte[] page) {
        System.arraycopy(pattern(PAGE), 0, page, 0, PAGE);
      }
    },
    ZERO_RECORD {
      @Override
      void write(RamRecordWriter writer, long offset) throws IOException {
        writer.zeroPage(A, offset, (byte) 0);
      }

      @Override
      void apply(byte[] page) {
        Arrays.fill(page, (byte) 0);
      }
    },
    FILL_RECORD {
      @Override
      void write(RamRecordWriter writer, long offset) throws IOException {
        writer.zeroPage(A, offset, (byte) 0x55);
      }

      @Override
      void apply(byte[] page) {
        Arrays.fill(page, (byte) 0x55);
      }
    },
    XBZRLE_RECORD {
      @Override
      void write(RamRecordWriter writer, long offset) throws IOException {
        writer.xbzrle(A, offset, hex("00 01 99 05 02 aabb"));
      }

      @Override
      void apply(byte[] page) {
        page[0] = (byte) 0x99;
        page[6] = (byte) 0xaa;
        page[7] = (byte) 0xbb;
      }
    },
    COMPRESS_RECORD {
      @Override
      void write(RamRecordWriter writer, long offset) throws IOException {
        writer.compressedPage(A, offset, deflated(filled(PAGE, 0x44)));
      }

      @Override
      void apply(byte[] page) {
        Arrays.fill(page, (byte) 0x44);
      }
    };

    abstract void write(RamRecordWriter writer, long offset) throws IOException;

    abstract void apply(byte[] page);
  }

  private static Stream<Arguments> orderedPairs() {
    return Stream.of(Change.values())
        .flatMap(first -> Stream.of(Change.values()).map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest
  @MethodSource("orderedPairs")
  void takesTheLaterOfTwoRecordsOfOnePage(Change first, Change second) throws IOException {
    byte[] expected = new byte[PAGE];
    first.apply(expected);
    second.apply(expected);

    receive(
        writer -> {
          first.write(writer, PAGE);
          second.write(writer, PAGE);
        });
    assertThat(page(0, 1)).isEqualTo(expected);
    assertThat(page(0, 0)).containsOnly(0);
    assertThat(page(0, 2)).containsOnly(0);

    receive(
        writer -> {
          first.write(writer, 2 * PAGE);
          writer.endOfSection();
          second.write(writer, 2 * PAGE);
        });
    assertThat(page(0, 2)).isEqualTo(expected);
  }

  @Test
  void decodesADeltaAgainstZeroWhereThePageWasNeverSent() throws IOException {
    receive(writer -> writer.xbzrle(B, PAGE, hex("85 00 01 09")));

    byte[] expected = new byte[PAGE];
    expected[5] = 9;
    assertThat(page(1, 1)).isEqualTo(expected);
  }

  @Test
  void leavesAPageAsItIsByAnEmptyDelta() throws IOException {
    receive(
        writer -> {
          writer.page(A, 0, pattern(PAGE), 0);
          writer.xbzrle(A, 0, hex(""));
        });

    assertThat(page(0, 0)).isEqualTo(pattern(PAGE));
    assertThat(receiver.report().pages(RamRecordKind.XBZRLE)).isOne();
  }

  @Test
  void keepsBlocksApart() throws IOException {
    receive(
        writer -> {
          writer.page(A, PAGE, filled(PAGE, 1), 0);
          writer.page(B, PAGE, filled(PAGE, 2), 0);
          writer.page(B, 0, filled(PAGE, 3), 0);
        });

    assertThat(page(0, 1)).containsOnly(1);
    assertThat(page(1, 1)).containsOnly(2);
    assertThat(page(1, 0)).containsOnly(3);
    assertThat(page(0, 0)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 65536})
  void changesToThePageSizeThatTheConfigurationAnnounces(int bytes) throws IOException {
    PageSize pageSize = new PageSize(bytes);
    RamBlock block = new RamBlock(0, Idstr.of("r"), 3L * bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(out);
    RamRecordWriter writer = new RamRecordWriter(output, pageSize);
    writer.blockList(BlockList.of(List.of(block)));
    writer.compressedPage(block, 0, deflated(filled(bytes, 4)));
    writer.zeroPage(block, bytes, (byte) 5);
    writer.xbzrle(block, 2L * bytes, hex("00 01 06"));
    writer.endOfSection();
    output.flush();

    receiver = new RamReceiver(memory, PageSize.X86, Strictness.STRICT);
    receiver.configuration(0, new Configuration("pc", pageSize, List.of(), null));
    StreamInput input = new StreamInput(new ByteArrayInputStream(out.toByteArray()));
    new RamRecordReader(input, ReaderOptions.DEFAULT.withPageSize(pageSize)).readPayload(receiver);
    receiver.finish(input.offset());

    byte[] expected = new byte[3 * bytes];
    Arrays.fill(expected, 0, bytes, (byte) 4);
    Arrays.fill(expected, bytes, 2 * bytes, (byte) 5);
    expected[2 * bytes] = 6;
    assertThat(memory.image(0)).isEqualTo(expected);
    assertThat(receiver.report().pagesNeverSent()).isZero();
    receiver.close();
  }

  // Faults

  /** The list takes 8 + 2 x 10 bytes, a PAGE record with its name 8 + 2 + 4096. */
  private static final int SECOND_RECORD = 28 + 10 + PAGE;

  @ParameterizedTest
  @CsvSource({
    "00010900 0109, DELTA_ZRUN_ZERO, 3",
    "000109 05, DELTA_ENDS_WITH_BYTES, 3",
    "000109 0500, DELTA_NZRUN_POSITIVE, 4",
    "000109 050301, DELTA_NZRUN_IN_DELTA, 4",
    "000109 fe1f020909, DELTA_NZRUN_IN_PAGE, 5",
    "000109 80200109, DELTA_ZRUN_IN_PAGE, 3",
  })
  void refusesABadDeltaAndKeepsThePage(String delta, Clause clause, int offset) throws IOException {
    Records records =
        writer -> {
          writer.page(A, 0, pattern(PAGE), 0);
          writer.xbzrle(A, 0, hex(delta));
        };

    StreamException strict = fault(() -> receive(records));
    assertThat(strict.clause()).isEqualTo(clause);
    assertThat(strict.offset()).isEqualTo(SECOND_RECORD + 8 + 3 + offset);
    assertThat(strict.block()).isEqualTo("a");
    assertThat(page(0, 0)).isEqualTo(pattern(PAGE));
  }

  @Test
  void leavesTheRunsBeforeAFaultAsTheSeedsBuildDoes() {
    Records records =
        writer -> {
          writer.page(A, 0, pattern(PAGE), 0);
          writer.xbzrle(A, 0, hex("000199 000109"));
        };
    byte[] partial = pattern(PAGE);
    partial[0] = (byte) 0x99;

    StreamException seed = fault(() -> receive(Strictness.SEED_BUILD, records));
    assertThat(seed.clause()).isEqualTo(Clause.DELTA_ZRUN_ZERO);
    assertThat(seed.offset()).isEqualTo(SECOND_RECORD + 8 + 3 + 3);
    assertThat(page(0, 0)).isEqualTo(partial);
  }

  /** A payload's fault, its clause, its offset, and what the seed's build has in the page then. */
  private record Spoilt(String name, byte[] payload, Clause clause, int offset, byte[] left) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static byte[] over(byte[] old, byte[] prefix, int length) {
    byte[] page = old.clone();
    System.arraycopy(prefix, 0, page, 0, length);
    return page;
  }

  private static List<Spoilt> spoiltPayloads() {
    byte[] old = pattern(PAGE);
    byte[] fresh = filled(PAGE, 0x51);
    byte[] right = deflated(fresh).toArray();
    byte[] stored = deflated(fresh, 0).toArray();
    byte[] checksum = right.clone();
    checksum[checksum.length - 2] ^= 1;
    byte[] shorter = deflated(filled(100, 0x51)).toArray();
    byte[] longer = deflated(filled(5000, 0x51)).toArray();
    List<Spoilt> all = new ArrayList<>();
    all.add(
        new Spoilt(
            "cut",
            Arrays.copyOf(stored, 7 + 153),
            Clause.COMPRESS_ZLIB,
            7 + 153,
            over(old, fresh, 153)));
    all.add(new Spoilt("checksum", checksum, Clause.COMPRESS_ZLIB, -1, fresh));
    all.add(
        new Spoilt(
            "short", shorter, Clause.COMPRESS_ONE_PAGE, shorter.length, over(old, fresh, 100)));
    all.add(new Spoilt("long", longer, Clause.COMPRESS_ONE_PAGE, -1, fresh));
    all.add(
        new Spoilt(
            "trailing",
            Arrays.copyOf(right, right.length + 1),
            Clause.COMPRESS_NOTHING_BEHIND,
            right.length,
            fresh));
    all.add(new Spoilt("garbage", filled(4110, 0xff), Clause.COMPRESS_ZLIB, -1, old));
    return all;
  }

  @ParameterizedTest
  @MethodSource("spoiltPayloads")
  void refusesABadPayloadAndKeepsThePageButTakesItAsTheSeedsBuild(Spoilt spoilt)
      throws IOException {
    Records records =
        writer -> {
          writer.page(A, 0, pattern(PAGE), 0);
          writer.compressedPage(A, 0, Bytes.of(spoilt.payload()));
        };

    StreamException strict = fault(() -> receive(records));
    assertThat(strict.clause()).isEqualTo(spoilt.clause());
    long payloadAt = SECOND_RECORD + 8 + 4;
    if (spoilt.offset() >= 0) {
      assertThat(strict.offset()).isEqualTo(payloadAt + spoilt.offset());
    } else {
      assertThat(strict.offset()).isBetween(payloadAt, payloadAt + spoilt.payload().length);
    }
    assertThat(page(0, 0)).isEqualTo(pattern(PAGE));

    receive(Strictness.SEED_BUILD, records);
    assertThat(page(0, 0)).isEqualTo(spoilt.left());
  }

  @ParameterizedTest
  @EnumSource(Strictness.class)
  void refusesHook(Strictness strictness) {
    StreamException fault = fault(() -> receive(strictness, RamRecordWriter::hook));

    assertThat(fault).isInstanceOf(UnsupportedStreamException.class);
    assertThat(fault.clause()).isEqualTo(Clause.HOOK_NEEDS_HANDLER);
    assertThat(fault.offset()).isEqualTo(28);
  }

  @Test
  void hasALoadHookBringPagesBetweenTheRecordsAroundIt() throws IOException {
    List<String> calls = new ArrayList<>();
    LoadHook hook =
        new LoadHook() {
          private BlockMemory first;

          @Override
          public void registerBlock(RamBlock block, BlockMemory memory) {
            calls.add(block.idstr().toString());
            first = first == null ? memory : first;
          }

          @Override
          public void pagesBrought(long offset) throws IOException {
            calls.add(Long.toString(offset));
            first.write(0, pattern(2 * PAGE), 0, 2 * PAGE);
          }
        };
    byte[] bytes =
        stream(
            writer -> {
              writer.zeroPage(A, 0, (byte) 1);
              writer.hook();
              writer.zeroPage(A, PAGE, (byte) 2);
            });
    RamReceiver hooked = new RamReceiver(memory, PageSize.X86, Strictness.STRICT);
    hooked.loadHook(hook);
    StreamInput input = new StreamInput(new ByteArrayInputStream(bytes));
    new RamRecordReader(input, ReaderOptions.DEFAULT).readPayload(hooked);

    assertThat(calls).containsExactly("a", "b", "39");
    assertThat(page(0, 0)).isEqualTo(Arrays.copyOf(pattern(2 * PAGE), PAGE));
    assertThat(page(0, 1)).containsOnly(2);
    assertThat(catchThrowable(() -> hooked.loadHook(hook)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void passesAFailingStoreOn() throws IOException {
    HeapMemory none = new HeapMemory(0);
    RamReceiver full = new RamReceiver(none, PageSize.X86, Strictness.STRICT);

    assertThat(
            catchThrowable(
                () -> {
                  byte[] bytes = stream(writer -> writer.page(A, 0, pattern(PAGE), 0));
                  StreamInput input = new StreamInput(new ByteArrayInputStream(bytes));
                  new RamRecordReader(input, ReaderOptions.DEFAULT).readPayload(full);
                }))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StreamException.class);
    full.close();
  }

  // multifd

  private static void allPages(RamRecordWriter writer, int leaveOut) throws IOException {
    for (int page = 0; page < 6 - leaveOut; page++) {
      RamBlock block = page < 4 ? A : B;
      writer.zeroPage(block, (long) page % 4 * PAGE, (byte) 0);
    }
  }

  @Test
  void refusesToPassOffMemoryAsWholeWherePagesWentByOtherChannels() throws IOException {
    receive(
        writer -> {
          allPages(writer, 1);
          writer.multifdFlush();
        });

    StreamException fault = fault(() -> receiver.finish(end));
    assertThat(fault.clause()).isEqualTo(Clause.MULTIFD_PAGES);
    assertThat(fault.offset()).isEqualTo(end);
  }

  @Test
  void takesAFlushWhereEveryPageCame() throws IOException {
    receive(
        writer -> {
          writer.multifdFlush();
          allPages(writer, 0);
        });

    receiver.finish(end);
    assertThat(receiver.report().pagesNeverSent()).isZero();
  }

  @Test
  void countsPagesNeverSent() throws IOException {
    receive(
        writer -> {
          allPages(writer, 2);
          allPages(writer, 3);
        });
    receiver.finish(end);
    assertThat(receiver.report().pagesNeverSent()).isEqualTo(2);
    assertThat(receiver.report().pagesCame(A)).isEqualTo(4);
    assertThat(receiver.report().pagesMissing(A)).isZero();
    assertThat(receiver.report().pagesCame(B)).isZero();
    assertThat(receiver.report().pagesMissing(B)).isEqualTo(2);
  }

  @Test
  void tellsPagesApartInMemoryOfAnySize() throws IOException {
    long bytes = ((1L << 26) + 1) * PAGE;
    RamBlock large = new RamBlock(0, Idstr.of("a"), bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(out);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    writer.blockList(BlockList.of(List.of(large)));
    writer.zeroPage(large, bytes - PAGE, (byte) 0);
    writer.zeroPage(large, bytes - PAGE, (byte) 1);
    writer.multifdFlush();
    writer.endOfSection();
    output.flush();
    receive(out.toByteArray(), ReaderOptions.DEFAULT);

    assertThat(fault(() -> receiver.finish(end)).clause()).isEqualTo(Clause.MULTIFD_PAGES);
    assertThat(receiver.report().pagesNeverSent()).isEqualTo(1L << 26);
  }

  @Test
  void reportsWhatItTook() throws IOException {
    receive(
        writer -> {
          for (Change change : Change.values()) {
            change.write(writer, 0);
          }
          writer.endOfSection();
        });

    LoadReport report = receiver.report();
    assertThat(report.blocks()).containsExactly(A, B);
    assertThat(report.payloads()).isEqualTo(2);
    assertThat(report.pages(RamRecordKind.ZERO)).isEqualTo(2);
    assertThat(report.pages(RamRecordKind.PAGE)).isOne();
    assertThat(report.pages(RamRecordKind.XBZRLE)).isOne();
    assertThat(report.pages(RamRecordKind.COMPRESS_PAGE)).isOne();
  }

  // The seed's build and its own blocks

  @Test
  void takesPagesOfUnlistedBlocksAsTheSeedsBuildDoes() throws IOException {
    RamBlock own = new RamBlock(2, Idstr.of("c"), PAGE, 3 * PAGE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(out);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    writer.page(new RamBlock(2, Idstr.of("c"), 3 * PAGE), 0, pattern(PAGE), 0);
    writer.page(new RamBlock(2, Idstr.of("c"), 3 * PAGE), 2 * PAGE, pattern(PAGE), 0);
    writer.endOfSection();
    output.flush();
    ReaderOptions options =
        ReaderOptions.DEFAULT
            .withStrictness(Strictness.SEED_BUILD)
            .withDestination(BlockList.of(List.of(own)));

    receive(out.toByteArray(), options);
    receiver.finish(end);
    assertThat(memory.image(2)).isEqualTo(pattern(PAGE));
    assertThat(receiver.report().blocks()).containsExactly(own);
  }

  @Test
  void keepsTheMemoryOfAFirstListAsTheSeedsBuildDoes() throws IOException {
    receive(
        Strictness.SEED_BUILD,
        writer -> {
          writer.page(A, 0, pattern(PAGE), 0);
          writer.blockList(BlockList.of(List.of(B, A, new RamBlock(2, Idstr.of("c"), PAGE))));
          writer.page(new RamBlock(2, Idstr.of("c"), PAGE), 0, filled(PAGE, 7), 0);
        });

    assertThat(page(0, 0)).isEqualTo(pattern(PAGE));
    assertThat(memory.image(2)).isEqualTo(filled(PAGE, 7));
  }
}
