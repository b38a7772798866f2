package org.ramwire.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordReader;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.store.FileMemory;
import org.ramwire.receiver.store.HeapMemory;
import org.ramwire.receiver.store.MemoryStore;

/** The way of a page from the reader into memory allocates nothing, of whatever kind it is. */
class PageAllocationTest {

  private static final int PAGE = PageSize.X86.bytes();
  private static final int PAGES = 512;

  /** Of so many rounds the one that allocates least counts: anything else has other causes. */
  private static final int MOST_ROUNDS = 60;

  /** Less than a byte for a page, where the smallest object has 16. */
  private static final long BOUND_BYTES = PAGES - 1;

  private static final RamBlock A = new RamBlock(0, Idstr.of("a"), (long) PAGES * PAGE);
  private static final RamBlock B = new RamBlock(1, Idstr.of("b"), (long) PAGES * PAGE);

  @TempDir Path directory;

  private final AllocationCounter allocated;

  PageAllocationTest() throws ReflectiveOperationException {
    allocated = new AllocationCounter();
  }

  /** What pages come as. */
  private enum Kind {
    ZERO {
      @Override
      void write(RamRecordWriter writer, RamBlock block, int i) throws IOException {
        writer.zeroPage(block, offset(i), (byte) 0);
      }
    },
    FILL {
      @Override
      void write(RamRecordWriter writer, RamBlock block, int i) throws IOException {
        writer.zeroPage(block, offset(i), (byte) 0x5a);
      }
    },
    PAGE_RECORD {
      @Override
      void write(RamRecordWriter writer, RamBlock block, int i) throws IOException {
        writer.page(block, offset(i), noise(i), 0);
      }
    },
    XBZRLE {
      @Override
      void write(RamRecordWriter writer, RamBlock block, int i) throws IOException {
        writer.xbzrle(block, offset(i), Bytes.of(new byte[] {5, 2, (byte) i, 7}));
      }
    },
    COMPRESS_PAGE {
      @Override
      void write(RamRecordWriter writer, RamBlock block, int i) throws IOException {
        writer.compressedPage(block, offset(i), deflated(i));
      }
    },
    /** All kinds in turn, and pages in no order: so they are written, read and zeroed. */
    MIXED {
      @Override
      void write(RamRecordWriter writer, RamBlock block, int i) throws IOException {
        Kind kind = values()[i % MIXED.ordinal()];
        kind.write(writer, block, i * 77 % PAGES);
      }
    };

    abstract void write(RamRecordWriter writer, RamBlock block, int i) throws IOException;

    private static long offset(int page) {
      return (long) page * PAGE;
    }
  }

  /** Where pages go. */
  private enum Store {
    HEAP {
      @Override
      MemoryStore open(Path directory) {
        return new HeapMemory(1L << 30);
      }
    },
    FILES {
      @Override
      MemoryStore open(Path directory) {
        return new FileMemory(directory);
      }
    };

    abstract MemoryStore open(Path directory);
  }

  /** One list, then the same payload for ever. */
  private static final class Repeating extends InputStream {

    private final byte[] first;
    private final byte[] again;
    private byte[] current;
    private int next;

    Repeating(byte[] first, byte[] again) {
      this.first = first;
      this.again = again;
      this.current = first;
    }

    @Override
    public int read() {
      throw new AssertionError("bytes are read by the array");
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (next == current.length) {
        current = again;
        next = 0;
      }
      int count = Math.min(length, current.length - next);
      System.arraycopy(current, next, target, from, count);
      next += count;
      return count;
    }
  }

  /** What a round does before it is measured, and what is measured. */
  private interface Round {
    default void prepare(RamReceiver receiver) throws IOException {}

    void run(RamReceiver receiver) throws IOException;
  }

  private static byte[] noise(int seed) {
    byte[] page = new byte[PAGE];
    new Random(seed).nextBytes(page);
    return page;
  }

  private static Bytes deflated(int seed) {
    byte[] page = new byte[PAGE];
    System.arraycopy(noise(seed), 0, page, 0, 300);
    Deflater deflater = new Deflater(1);
    deflater.setInput(page);
    deflater.finish();
    byte[] payload = new byte[PAGE];
    int length = deflater.deflate(payload);
    deflater.end();
    return Bytes.of(payload, 0, length);
  }

  /** Records of pages: of one block, with CONTINUE, or of two in turn, each with its name. */
  private static RamRecordReader reader(Kind kind, boolean continued, Strictness strictness)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(bytes);
    RamRecordWriter writer = new RamRecordWriter(output, PageSize.X86);
    writer.blockList(BlockList.of(List.of(A, B)));
    writer.endOfSection();
    output.flush();
    byte[] list = bytes.toByteArray();
    bytes.reset();
    writer.nameNextBlock();
    for (int i = 0; i < PAGES; i++) {
      kind.write(writer, continued || i % 2 == 0 ? A : B, i);
    }
    writer.endOfSection();
    output.flush();
    return new RamRecordReader(
        new StreamInput(new Repeating(list, bytes.toByteArray())),
        ReaderOptions.DEFAULT.withStrictness(strictness));
  }

  private static Stream<Arguments> records() {
    return Stream.of(Store.values())
        .flatMap(
            store ->
                Stream.of(Kind.values())
                    .flatMap(
                        kind ->
                            Stream.of(
                                Arguments.of(store, kind, false, Strictness.STRICT),
                                Arguments.of(store, kind, true, Strictness.STRICT),
                                Arguments.of(store, kind, true, Strictness.SEED_BUILD))));
  }

  @ParameterizedTest(name = "{0} {1} continued={2} {3}")
  @MethodSource("records")
  void appliesRecordsWithoutAnAllocation(
      Store store, Kind kind, boolean continued, Strictness strictness) throws IOException {
    RamRecordReader reader = reader(kind, continued, strictness);
    assertThat(leastAllocated(store, strictness, reader::readPayload)).isLessThan(BOUND_BYTES);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void appliesDiscardedPagesWithoutAnAllocation(Store store) throws IOException {
    RamRecordReader reader = reader(Kind.MIXED, true, Strictness.STRICT);
    Round round =
        new Round() {
          @Override
          public void prepare(RamReceiver receiver) throws IOException {
            receiver.command(0, MigrationCommand.POSTCOPY_RAM_DISCARD, discardAll());
          }

          @Override
          public void run(RamReceiver receiver) throws IOException {
            reader.readPayload(receiver);
          }
        };
    assertThat(leastAllocated(store, Strictness.STRICT, round)).isLessThan(BOUND_BYTES);
  }

  private static Bytes discardAll() {
    byte[] data = {0, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    ByteBuffer.wrap(data).putLong(data.length - Long.BYTES, A.usedLength());
    return Bytes.of(data);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void appliesMappedPagesWithoutAnAllocation(Store store) throws IOException {
    byte[] pages = new byte[16 * PAGE];
    new Random(1).nextBytes(pages);
    Round round =
        receiver -> {
          for (int page = 0; page + 16 < PAGES; page += 16) {
            receiver.mappedPages(A, (long) page * PAGE, pages, 0, pages.length);
            receiver.mappedZero(B, (long) page * PAGE, pages.length);
            receiver.mappedPages(B, (long) page * PAGE, pages, 0, PAGE);
            receiver.mappedZero(A, (long) (page + 3) * PAGE, 2 * PAGE);
          }
        };
    assertThat(leastAllocated(store, Strictness.STRICT, round)).isLessThan(PAGES / 16 - 1);
  }

  private static Store[] stores() {
    return Store.values();
  }

  private long leastAllocated(Store store, Strictness strictness, Round round) throws IOException {
    long least = Long.MAX_VALUE;
    try (MemoryStore memory = store.open(directory);
        RamReceiver receiver = new RamReceiver(memory, PageSize.X86, strictness)) {
      for (int i = 0; i < MOST_ROUNDS && least > 0; i++) {
        round.prepare(receiver);
        long before = allocated.bytes();
        round.run(receiver);
        least = Math.min(least, allocated.bytes() - before);
      }
    }
    return least;
  }
}
