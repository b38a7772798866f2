package org.ramwire.conformance.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamReader;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.RamReceiver;
import org.ramwire.receiver.store.HeapMemory;

/**
 * Reading a stream of 64 MiB from the page cache: parsed, and received into memory; beside the bare
 * read of the same file and the bare read followed by a copy into memory of the same size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadBenchmark {

  private static final int PAGE_BYTES = 4096;
  private static final int PAGES = 16384;
  private static final int WINDOW_BYTES = 1 << 17;

  /** What the page records are. */
  @Param({"plain", "zero", "xbzrle"})
  String kind;

  private Path file;
  private byte[] copy;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
  private HeapMemory memory;
  private RamReceiver receiver;

  /** Writes the stream. */
  @Setup(Level.Trial)
  public void writeStream() throws IOException {
    file = Files.createTempFile("ramwire-read-benchmark", ".stream");
    try (FileChannel channel = FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      StreamOutput output = new StreamOutput(channel);
      write(output);
      output.flush();
    }
    copy = new byte[(int) Files.size(file)];
    memory = new HeapMemory((long) PAGES * PAGE_BYTES);
    receiver = new RamReceiver(memory, PageSize.X86, Strictness.STRICT);
  }

  private void write(StreamOutput output) throws IOException {
    RamBlock block = new RamBlock(0, Idstr.of("pc.ram"), (long) PAGES * PAGE_BYTES);
    MigrationStreamWriter container = new MigrationStreamWriter(output);
    RamRecordWriter records = new RamRecordWriter(output, PageSize.X86);
    container.header();
    container.configuration(new Configuration("none"));
    container.ramStart(2);
    records.blockList(BlockList.of(java.util.List.of(block)));
    records.endOfSection();
    container.footer(2);
    container.end(2);
    byte[] page = new byte[PAGE_BYTES];
    new Random(1).nextBytes(page);
    // 64 changed bytes, one in every 64.
    byte[] delta = new byte[3 * 64];
    for (int i = 0; i < 64; i++) {
      delta[3 * i] = 63;
      delta[3 * i + 1] = 1;
      delta[3 * i + 2] = (byte) (i + 1);
    }
    for (int i = 0; i < PAGES; i++) {
      long offset = (long) i * PAGE_BYTES;
      switch (kind) {
        case "plain" -> records.page(block, offset, page, 0);
        case "zero" -> records.zeroPage(block, offset, (byte) 0);
        default -> records.xbzrle(block, offset, Bytes.of(delta));
      }
    }
    records.endOfSection();
    container.footer(2);
    container.endOfFile();
  }

  /** Deletes the stream. */
  @TearDown(Level.Trial)
  public void deleteStream() throws IOException {
    Files.delete(file);
    receiver.close();
  }

  /** The rival of parsing: the file's bytes read and dropped. */
  @Benchmark
  public long bareRead() throws IOException {
    long sum = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      for (int read = channel.read(window.clear());
          read >= 0;
          read = channel.read(window.clear())) {
        sum += read;
      }
    }
    return sum;
  }

  /** The rival of receiving: the file's bytes read and copied into memory. */
  @Benchmark
  public byte[] bareReadAndCopy() throws IOException {
    int at = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      for (int read = channel.read(window.clear());
          read >= 0;
          read = channel.read(window.clear())) {
        System.arraycopy(window.array(), 0, copy, at, read);
        at += read;
      }
    }
    return copy;
  }

  /** The stream parsed, nothing kept. */
  @Benchmark
  public void parse() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      read(channel, new StreamAdapter() {});
    }
  }

  /** The stream received into memory that is there already. */
  @Benchmark
  public RamReceiver receive() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      read(channel, receiver);
    }
    return receiver;
  }

  private static void read(FileChannel channel, StreamVisitor visitor) throws IOException {
    MigrationStreamReader.open(new StreamInput(channel), ReaderOptions.DEFAULT, visitor).read();
  }
}
