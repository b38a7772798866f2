package org.ramwire.compression.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/**
 * The pages between submission and record: the copy of the one that has just come, the ring of
 * those that are held, and the writer that gets their records. A {@link WriteOrder} moves them. Not
 * thread-safe, but for {@link #level}.
 */
final class SubmittedPages implements Closeable {

  private final RamRecordWriter writer;
  private final byte[] zeroes;

  /** Deflates the first pages of blocks; the ring's threads have their own. */
  private final LevelledEncoder encoder;

  private final WorkRing<DeflateSlot> ring;
  private final byte[] firstPayload;

  /** Where the next page is copied to, before it is known to be zero or not. */
  private byte[] spare;

  /** Zlib's level for the next page submitted; any thread sets it. */
  private volatile int level;

  /** The block of the last page submitted, or null if the next one opens its block. */
  private @Nullable RamBlock block;

  /** Pages in the ring that are not zero. */
  private int compressing;

  SubmittedPages(
      RamRecordWriter writer,
      PageSize pageSize,
      DeflateOptions options,
      int slotCount,
      IntFunction<? extends PageEncoder> encoders) {
    this.writer = writer;
    this.level = options.level();
    this.zeroes = new byte[pageSize.bytes()];
    this.spare = new byte[pageSize.bytes()];
    this.firstPayload = new byte[pageSize.compressBound()];
    List<DeflateSlot> slots =
        Stream.generate(() -> new DeflateSlot(pageSize.bytes(), pageSize.compressBound()))
            .limit(slotCount)
            .toList();
    this.encoder = new LevelledEncoder(encoders, options.level());
    try {
      this.ring =
          new WorkRing<>(
              "ramwire-deflate",
              options.threads(),
              slots,
              options.pagesInFlight() / 2,
              () -> new Deflating(new LevelledEncoder(encoders, options.level())));
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  void level(int newLevel) {
    level = newLevel;
  }

  WorkRing<DeflateSlot> ring() {
    return ring;
  }

  /** Returns how many pages of the ring are not zero. */
  int compressing() {
    return compressing;
  }

  /** Copies a page, and tells whether it is zero. */
  boolean copy(PageSource source, long pageOffset) throws IOException {
    source.copyPage(pageOffset, spare, 0);
    return Arrays.equals(spare, zeroes);
  }

  /** Tells whether a page of a block opens it. */
  boolean opens(RamBlock pageBlock) {
    return !pageBlock.equals(block);
  }

  /** Goes over to a block; null makes the next page open its block. */
  void open(@Nullable RamBlock next) {
    block = next;
  }

  /** Writes ZERO for a page at once. */
  void writeZero(long pageOffset) throws IOException {
    writer.zeroPage(block, pageOffset, (byte) 0);
  }

  /** Writes the copied page as PAGE at once. */
  void writePlain(long pageOffset) throws IOException {
    writer.page(block, pageOffset, spare, 0);
  }

  /** Deflates the copied page, and writes it at once. */
  void writeDeflated(long pageOffset) throws IOException {
    int length = encoder.encode(level, spare, firstPayload);
    write(block, pageOffset, spare, firstPayload, length);
  }

  /** Holds a zero page; the ring is not full. */
  void holdZero(long pageOffset) {
    DeflateSlot slot = ring.free();
    slot.zero = true;
    publish(slot, pageOffset);
  }

  /** Holds the copied page, which the threads deflate; the ring is not full. */
  DeflateSlot holdPage(long pageOffset, int place) {
    DeflateSlot slot = ring.free();
    slot.place = place;
    byte[] copy = spare;
    spare = slot.page;
    slot.page = copy;
    slot.zero = false;
    slot.level = level;
    compressing++;
    publish(slot, pageOffset);
    return slot;
  }

  private void publish(DeflateSlot slot, long pageOffset) {
    slot.block = block;
    slot.pageOffset = pageOffset;
    slot.written = false;
    ring.publish();
  }

  /** Writes the record of a page that is held; deflated, unless it is zero. */
  void write(DeflateSlot slot) throws IOException {
    if (slot.zero) {
      writer.zeroPage(slot.block, slot.pageOffset, (byte) 0);
    } else {
      Failures.rethrow(slot.failure);
      write(slot.block, slot.pageOffset, slot.page, slot.payload, slot.payloadBytes);
      compressing--;
    }
    slot.written = true;
  }

  private void write(
      RamBlock pageBlock, long pageOffset, byte[] page, byte[] payload, int payloadBytes)
      throws IOException {
    if (payloadBytes == PageEncoder.NOT_ENCODED) {
      writer.page(pageBlock, pageOffset, page, 0);
    } else {
      writer.compressedPage(pageBlock, pageOffset, payload, 0, payloadBytes);
    }
  }

  /** Stops the threads and joins to a failure those of other pages, so that none is lost. */
  void stop(Throwable first) {
    ring.close();
    for (int position = 0; position < ring.size(); position++) {
      Failures.join(first, ring.peek(position).failure);
    }
  }

  @Override
  public void close() {
    ring.close();
    encoder.close();
  }

  /** Deflates slots for one thread. */
  private record Deflating(LevelledEncoder encoder) implements WorkRing.Worker<DeflateSlot> {

    @Override
    public void run(DeflateSlot slot) {
      if (!slot.zero) {
        slot.payloadBytes = encoder.encode(slot.level, slot.page, slot.payload);
      }
    }

    @Override
    public void close() {
      encoder.close();
    }
  }
}
