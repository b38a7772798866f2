package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Faults;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.TricklingChannel;
import org.ramwire.codec.Wire;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;

class RamRecordPropertyTest {

  /** A legal sequence of records, with the options that read it. */
  record Sequence(PageSize pageSize, List<RamRecord> records, List<Boolean> named) {

    byte[] written() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      StreamOutput output = new StreamOutput(bytes);
      RamRecordWriter writer = new RamRecordWriter(output, pageSize);
      for (int i = 0; i < records.size(); i++) {
        if (named.get(i)) {
          writer.nameNextBlock();
        }
        records.get(i).writeTo(writer);
      }
      output.flush();
      return bytes.toByteArray();
    }

    ReaderOptions options() {
      return ReaderOptions.DEFAULT.withPageSize(pageSize);
    }
  }

  @Provide
  Arbitrary<Sequence> sequences() {
    return Arbitraries.longs().map(seed -> sequence(new Random(seed)));
  }

  private static Sequence sequence(Random random) {
    PageSize pageSize = new PageSize(1 << 10 + random.nextInt(7));
    List<RamBlock> blocks = blocks(random, pageSize.bytes());
    List<RamRecord> records = new ArrayList<>();
    records.add(new RamRecord.MemSize(BlockList.of(blocks)));
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      records.add(record(random, pageSize, blocks));
    }
    records.add(new RamRecord.Eos());
    List<Boolean> named = records.stream().map(record -> random.nextInt(4) == 0).toList();
    return new Sequence(pageSize, records, named);
  }

  private static List<RamBlock> blocks(Random random, int pageBytes) {
    Set<Idstr> names = new HashSet<>();
    List<RamBlock> blocks = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    while (blocks.size() < count) {
      int most = random.nextInt(8) == 0 ? Idstr.MAX_BYTES : 3;
      byte[] name = new byte[1 + random.nextInt(most)];
      for (int i = 0; i < name.length; i++) {
        name[i] = (byte) (1 + random.nextInt(255));
      }
      Idstr idstr = Idstr.copyOf(name, 0, name.length);
      if (names.add(idstr)) {
        long pages = random.nextInt(8) == 0 ? 1L << 24 : 1 + random.nextInt(9);
        blocks.add(new RamBlock(blocks.size(), idstr, pages * pageBytes));
      }
    }
    return blocks;
  }

  private static RamRecord record(Random random, PageSize pageSize, List<RamBlock> blocks) {
    int bytes = pageSize.bytes();
    RamBlock block = blocks.get(random.nextInt(blocks.size()));
    long pages = block.usedLength() / bytes;
    long at = bytes * (random.nextBoolean() ? pages - 1 : random.nextInt((int) pages));
    return switch (random.nextInt(7)) {
      case 0 -> new RamRecord.Zero(block, at, (byte) random.nextInt());
      case 1, 2 -> new RamRecord.Page(block, at, content(random, bytes));
      case 3 ->
          new RamRecord.Xbzrle(
              block, at, content(random, length(random, 0, Math.min(bytes, 0xffff))));
      case 4 ->
          new RamRecord.CompressPage(
              block, at, content(random, length(random, 1, pageSize.compressBound())));
      case 5 -> random.nextBoolean() ? new RamRecord.MultifdFlush() : new RamRecord.Hook();
      default -> new RamRecord.Eos();
    };
  }

  private static int length(Random random, int least, int most) {
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + random.nextInt(Math.min(most, 300));
    };
  }

  /** A slice in the middle of its array, to catch an index that forgets where the slice starts. */
  private static Bytes content(Random random, int length) {
    byte[] array = new byte[length + 7];
    random.nextBytes(array);
    return Bytes.of(array, 3, length);
  }

  @Property(seed = "20240501", tries = 300, shrinking = ShrinkingMode.OFF)
  void roundTripsAnyRecordSequence(
      @ForAll("sequences") Sequence sequence, @ForAll @IntRange(min = 1, max = 70_000) int step)
      throws IOException {
    RamRecordCollector collector = new RamRecordCollector();
    StreamInput input = new StreamInput(new TricklingChannel(sequence.written(), step));
    RamRecordReader reader = new RamRecordReader(input, sequence.options());

    while (!input.atEnd()) {
      reader.readPayload(collector);
    }
    assertThat(withoutIdentity(collector.records())).isEqualTo(withoutIdentity(sequence.records()));
  }

  /** A block list has no equality of its own. */
  private static List<Object> withoutIdentity(List<RamRecord> records) {
    List<Object> comparable = new ArrayList<>();
    for (RamRecord record : records) {
      comparable.add(record instanceof RamRecord.MemSize list ? list.blocks().blocks() : record);
    }
    return comparable;
  }

  @Property(seed = "20240502", tries = 300, shrinking = ShrinkingMode.OFF)
  void writesContinueExactlyWhereTheBlockStays(@ForAll("sequences") Sequence sequence)
      throws IOException {
    List<Boolean> continued = new ArrayList<>();
    RamRecordVisitor visitor =
        new RamRecordAdapter() {
          @Override
          public void zeroPage(PageHeader page, byte fill) {
            continued.add(page.continued());
          }

          @Override
          public void page(PageHeader page, byte[] buffer, int from, int length) {
            continued.add(page.continued());
          }

          @Override
          public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
            continued.add(page.continued());
          }

          @Override
          public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
            continued.add(page.continued());
          }
        };
    StreamInput input = Faults.input(sequence.written());
    RamRecordReader reader = new RamRecordReader(input, sequence.options());
    while (!input.atEnd()) {
      reader.readPayload(visitor);
    }

    assertThat(continued).isEqualTo(expectedContinue(sequence));
  }

  private static List<Boolean> expectedContinue(Sequence sequence) {
    List<Boolean> expected = new ArrayList<>();
    RamBlock last = null;
    for (int i = 0; i < sequence.records().size(); i++) {
      RamBlock block = blockOf(sequence.records().get(i));
      if (sequence.named().get(i)) {
        last = null;
      }
      if (block != null) {
        expected.add(block.equals(last));
        last = block;
      }
    }
    return expected;
  }

  private static RamBlock blockOf(RamRecord record) {
    if (record instanceof RamRecord.Zero zero) {
      return zero.block();
    }
    if (record instanceof RamRecord.Page page) {
      return page.block();
    }
    if (record instanceof RamRecord.Xbzrle xbzrle) {
      return xbzrle.block();
    }
    return record instanceof RamRecord.CompressPage compressed ? compressed.block() : null;
  }

  // Bad input

  @Property(seed = "20240503", tries = 1500, shrinking = ShrinkingMode.OFF)
  void endsAnyBytesInAResultOrARefusal(@ForAll @Size(max = 400) byte[] bytes) {
    readAll(bytes, PageSize.X86);
  }

  /** Bytes that begin like records, so that they get further than chance would. */
  @Property(seed = "20240504", tries = 1500, shrinking = ShrinkingMode.OFF)
  void endsAnyRecordLikeBytesInAResultOrARefusal(@ForAll long seed) {
    Random random = new Random(seed);
    Wire wire = new Wire();
    if (random.nextInt(8) != 0) {
      wire.oneBlock("r", 4096 * (1 + random.nextInt(4)));
    }
    int[] flags = {2, 4, 8, 0x10, 0x20, 0x22, 0x28, 0x40, 0x60, 0x80, 0x100, 0x120, 0x200};
    for (int i = random.nextInt(12); i > 0; i--) {
      int flag = flags[random.nextInt(flags.length)];
      wire.be64((long) random.nextInt(6) << 12 | flag);
      if ((flag & RamFlag.CONTINUE) == 0 && random.nextInt(8) != 0) {
        wire.name(random.nextInt(8) == 0 ? "s" : "r");
      }
      byte[] payload = new byte[random.nextInt(8) == 0 ? 4096 : random.nextInt(8)];
      random.nextBytes(payload);
      wire.bytes(payload);
    }
    readAll(wire.toArray(), PageSize.X86);
  }

  @Property(seed = "20240505", tries = 1500, shrinking = ShrinkingMode.OFF)
  void endsAnyMutationOfAValidStreamInAResultOrARefusal(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Sequence sequence = sequence(random);
    byte[] bytes = sequence.written();
    for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 1; i--) {
      bytes = mutated(random, bytes);
    }
    readAll(bytes, sequence.pageSize());
  }

  private static byte[] mutated(Random random, byte[] bytes) {
    // Heads are where a fault does something: favour the beginning.
    int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 64) : bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> Arrays.fill(copy, at, Math.min(copy.length, at + 8), (byte) -random.nextInt(2));
      case 3 -> copy = Arrays.copyOf(copy, at);
      default -> System.arraycopy(bytes, at, copy, 0, bytes.length - at);
    }
    return copy;
  }

  private static void readAll(byte[] bytes, PageSize pageSize) {
    for (Strictness strictness : Strictness.values()) {
      ReaderOptions options =
          ReaderOptions.DEFAULT.withPageSize(pageSize).withStrictness(strictness);
      StreamInput input = new StreamInput(new TricklingChannel(bytes, 5000), 1 << 13);
      RamRecordReader reader = new RamRecordReader(input, options);
      try {
        while (!input.atEnd()) {
          reader.readPayload(new RecordLog());
        }
      } catch (StreamException e) {
        assertThat(e.offset()).isBetween(0L, (long) bytes.length);
      } catch (IOException | RuntimeException e) {
        fail("neither a result nor a refusal: " + e, e);
      }
    }
  }
}
