package org.ramwire.codec.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.Wire;
import org.ramwire.format.PageSize;
import org.ramwire.format.RamFlag;

/** The path of a page allocates nothing: what many pages allocate is no more than a constant. */
class PageAllocationTest {

  private static final int PAGE = 4096;
  private static final int ROUNDS = 5_000;
  private static final int MOST_MEASUREMENTS = 60;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The records of one round. */
  @FunctionalInterface
  private interface Round {
    void run() throws IOException;
  }

  /**
   * What {@link #ROUNDS} rounds allocate in bytes when the JVM has compiled them, before which it
   * allocates itself: the least of several measurements.
   */
  private static long leastAllocated(Round round) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_MEASUREMENTS && least >= ROUNDS; i++) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      for (int j = 0; j < ROUNDS; j++) {
        round.run();
      }
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    return least;
  }

  /** One list, then the same records for ever. */
  private static final class Repeating implements ReadableByteChannel {
    private final byte[] first;
    private final byte[] again;
    private int next;
    private boolean inFirst = true;

    Repeating(byte[] first, byte[] again) {
      this.first = first;
      this.again = again;
    }

    @Override
    public int read(ByteBuffer target) {
      byte[] from = inFirst ? first : again;
      int count = Math.min(target.remaining(), from.length - next);
      target.put(from, next, count);
      next += count;
      if (next == from.length) {
        inFirst = false;
        next = 0;
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static byte[] round() {
    return new Wire()
        .zero(0, "a", 0)
        .zeroContinued(PAGE, 0)
        .page(0, "b", PAGE, 1)
        .pageContinued(PAGE, PAGE, 1)
        .be64(RamFlag.XBZRLE)
        .name("a")
        .hex("01 0003 000109")
        .be64(RamFlag.COMPRESS_PAGE | RamFlag.CONTINUE)
        .hex("00000004 01020304")
        .be64(0x200)
        .eos()
        .toArray();
  }

  @Test
  void readingAllocatesNothingForARecord() throws IOException {
    byte[] list =
        new Wire().list(4 * PAGE).entry("a", 2 * PAGE).entry("b", 2 * PAGE).eos().toArray();
    RamRecordReader reader =
        new RamRecordReader(new StreamInput(new Repeating(list, round())), ReaderOptions.DEFAULT);
    RamRecordVisitor nothing = new RamRecordAdapter() {};
    reader.readPayload(nothing);
    assertThat(leastAllocated(() -> reader.readPayload(nothing))).isLessThan(ROUNDS);
  }

  @Test
  void writingAllocatesNothingForARecord() throws IOException {
    List<RamBlock> blocks =
        List.of(new RamBlock(0, Idstr.of("a"), 2 * PAGE), new RamBlock(1, Idstr.of("b"), 2 * PAGE));
    RamRecordWriter writer = new RamRecordWriter(new StreamOutput(new Discarding()), PageSize.X86);
    writer.blockList(BlockList.of(blocks));
    byte[] page = new byte[PAGE];
    Bytes payload = Bytes.of(new byte[4]);
    assertThat(leastAllocated(() -> writeRound(writer, blocks, page, payload))).isLessThan(ROUNDS);
  }

  private static void writeRound(
      RamRecordWriter writer, List<RamBlock> blocks, byte[] page, Bytes payload)
      throws IOException {
    writer.zeroPage(blocks.get(0), 0, (byte) 0);
    writer.zeroPage(blocks.get(0), PAGE, (byte) 0);
    writer.page(blocks.get(1), 0, page, 0);
    writer.page(blocks.get(1), PAGE, page, 0);
    writer.xbzrle(blocks.get(0), 0, payload);
    writer.compressedPage(blocks.get(0), PAGE, payload);
    writer.multifdFlush();
    writer.endOfSection();
  }

  private static final class Discarding implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      int count = source.remaining();
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
