package org.ramwire.sender.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
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
import org.openjdk.jmh.annotations.Warmup;
import org.ramwire.codec.StreamOutput;
import org.ramwire.format.PageSize;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.memory.HeapGuest;
import org.ramwire.sender.memory.HeapGuestBlock;
import org.ramwire.sender.memory.PageView;

/**
 * The way of 64 MiB of pages through a sender to an output that drops them: the first round, and a
 * round of deltas; beside a copy of the same memory, and a write of it to the same output.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SendBenchmark {

  private static final int PAGE = 4096;
  private static final int PAGES = 16384;

  /** What the pages hold. */
  @Param({"random", "zero", "half"})
  String content;

  private final HeapGuest guest = new HeapGuest(PageSize.X86);
  private final byte[] copy = new byte[PAGE];
  private HeapGuestBlock block;
  private StreamOutput output;
  private RamSender rounds;
  private int round;

  /** Fills the memory, and sends a first and a second round. */
  @Setup(Level.Trial)
  public void fillMemory() throws IOException {
    block = guest.addBlock("ram", (long) PAGES * PAGE);
    Random random = new Random(1);
    byte[] page = new byte[PAGE];
    for (int i = 0; i < PAGES; i++) {
      if (content.equals("random") || (content.equals("half") && i % 2 == 0)) {
        random.nextBytes(page);
        block.write((long) i * PAGE, page, 0, PAGE);
      } else {
        block.fill((long) i * PAGE, PAGE, (byte) 0);
      }
    }
    output = new StreamOutput(new Drain());
    SenderOptions options =
        SenderOptions.builder().maxBandwidth(0).xbzrle((long) PAGES * PAGE).build();
    rounds = new RamSender(guest, options, output);
    rounds.setup();
    send(rounds);
    xbzrleRound();
  }

  private static long send(RamSender sender) throws IOException {
    long sent = 0;
    while (sender.pending(0) > 0) {
      sent += sender.iterate();
    }
    return sent;
  }

  /** Sends all of it as a first round. */
  @Benchmark
  public long firstRound() throws IOException {
    SenderOptions options = SenderOptions.builder().maxBandwidth(0).build();
    try (RamSender sender = new RamSender(guest, options, output)) {
      sender.setup();
      return send(sender);
    }
  }

  /** Changes eight bytes of each page, and sends the round; zero pages stay zero. */
  @Benchmark
  public long xbzrleRound() throws IOException {
    byte[] change =
        ByteBuffer.allocate(Long.BYTES).putLong(content.equals("zero") ? 0 : ++round).array();
    for (long i = 0; i < PAGES; i++) {
      block.write(i * PAGE + 512, change, 0, change.length);
    }
    rounds.pending(1);
    return send(rounds);
  }

  /** Copies all of it: the yardstick. */
  @Benchmark
  public byte copyOfMemory() {
    for (long i = 0; i < PAGES; i++) {
      block.read(i * PAGE, copy, 0, PAGE);
    }
    return copy[1];
  }

  /** Copies all of it, and writes the copies to the same output, without records. */
  @Benchmark
  public long bareWrite() throws IOException {
    PageView view = new PageView(PAGE);
    for (long i = 0; i < PAGES; i++) {
      block.viewPage(i * PAGE, view);
      view.copyTo(copy, 0);
      output.bytes(copy, 0, PAGE);
    }
    return output.offset();
  }

  /** An output that takes everything at once. */
  private static final class Drain implements WritableByteChannel {

    @Override
    public int write(ByteBuffer source) {
      int length = source.remaining();
      source.position(source.limit());
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
