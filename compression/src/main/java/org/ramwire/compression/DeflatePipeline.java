package org.ramwire.compression;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.RamRecordKind;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.format.PageSize;

/**
 * The source's pool of deflating threads: takes pages, writes ZERO and COMPRESS_PAGE records.
 *
 * <p>The records are in order whatever the threads do. The first page of a block goes out before
 * any other page of it, behind every page of the block before (RAM-010); zero pages go as ZERO; and
 * after {@link #flush} every page that was submitted is in the writer, so that EOS may follow. A
 * page is copied before anything looks at it, so a guest that writes to it meanwhile gets it sent
 * as the copy has it, and has it dirty for the next round.
 *
 * <p>In order of finishing it holds as many pages as the options say, and a submission writes one
 * record at most, as with the seed's threads: see {@link SeedOrder}. What is held has not been
 * written, so it does not count against a rate limit.
 *
 * <p>With one thread no thread is started, and the records are those of the seed's single thread: a
 * page goes out when the next page to compress arrives, at a new block, or at the flush. Allocates
 * nothing for a page. Not thread-safe: one thread at a time submits, and only that thread writes;
 * any thread may call {@link #level}.
 */
public final class DeflatePipeline implements Closeable {

  private final RamRecordWriter writer;
  private final int pageBytes;
  private final RecordOrder order;
  private final byte[] zeroes;

  /** Deflates the first pages of blocks; the ring's threads have their own. */
  private final LevelledEncoder encoder;

  private final WorkRing<DeflateSlot> ring;

  /** Pages that are held, by their places; used in order of finishing only. */
  private final DeflateSlot[] places;

  /** How many places hold one: the first ones. */
  private int held;

  /** Where the next page is copied to, before it is known to be zero or not. */
  private byte[] spare;

  private final byte[] firstPayload;

  /** Zlib's level for the next page submitted; any thread sets it. */
  private volatile int level;

  /** The block of the last page submitted, or null if the next one opens its block. */
  private RamBlock block;

  /** Pages in the ring that are not zero. */
  private int compressing;

  private Throwable failure;
  private boolean closed;

  /**
   * Starts the threads.
   *
   * @param writer takes the records; others may write to it after a {@link #flush}
   * @param pageSize the page size in force
   * @param options threads, first level, order and bound
   */
  public DeflatePipeline(RamRecordWriter writer, PageSize pageSize, DeflateOptions options) {
    this(writer, pageSize, options, level -> new ZlibEncoder(pageSize, level));
  }

  /** Deflates with any encoder that gives zlib streams within zlib's bound, whatever the level. */
  DeflatePipeline(
      RamRecordWriter writer,
      PageSize pageSize,
      DeflateOptions options,
      Supplier<? extends PageEncoder> encoders) {
    this(writer, pageSize, options, level -> encoders.get());
  }

  private DeflatePipeline(
      RamRecordWriter writer,
      PageSize pageSize,
      DeflateOptions options,
      IntFunction<? extends PageEncoder> encoders) {
    this.writer = writer;
    this.pageBytes = pageSize.bytes();
    this.order = options.order();
    this.level = options.level();
    this.zeroes = new byte[pageBytes];
    this.spare = new byte[pageBytes];
    this.firstPayload = new byte[pageSize.compressBound()];
    this.places = new DeflateSlot[options.pagesInFlight()];
    List<DeflateSlot> slots =
        Stream.generate(() -> new DeflateSlot(pageBytes, pageSize.compressBound()))
            .limit(slotCount(options))
            .toList();
    this.encoder = new LevelledEncoder(encoders, options.level());
    try {
      this.ring =
          new WorkRing<>(
              "ramwire-deflate",
              options.threads(),
              slots,
              places.length / 2,
              () -> new Deflating(new LevelledEncoder(encoders, options.level())));
    } catch (RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  /** In order of finishing, pages may go while an older one keeps its slot. */
  private static int slotCount(DeflateOptions options) {
    int pages = options.pagesInFlight();
    return options.order() == RecordOrder.AS_FINISHED && pages > 1 ? 2 * pages : pages;
  }

  /**
   * Sets zlib's level for the pages that are submitted from now on.
   *
   * <p>A page has the level of the moment when it was submitted, whenever a thread comes to deflate
   * it: the threads of the seed's build begin with a page as soon as it is handed to them, and the
   * records of {@link RecordOrder#DETERMINISTIC} are the same for any number of threads. May be
   * called by any thread at any time.
   *
   * @param newLevel 0 to 9
   * @throws IllegalArgumentException if the level is another
   */
  public void level(int newLevel) {
    PageDeflater.requireLevel(newLevel);
    level = newLevel;
  }

  /**
   * Takes a page: copies it, and writes what is due before it.
   *
   * @param pageBlock the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param source copies the page; called once, before this returns
   * @return the record that the page becomes: ZERO or COMPRESS_PAGE; or PAGE, for the first page of
   *     a block in the order of submission
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for another
   * @throws IOException if the source or the output fails; the pipeline then takes no more pages
   */
  public RamRecordKind submit(RamBlock pageBlock, long pageOffset, PageSource source)
      throws IOException {
    requireWorking();
    try {
      if (ring.failed()) {
        drain();
      }
      source.copyPage(pageOffset, spare, 0);
      boolean zero = Arrays.equals(spare, zeroes);
      if (!pageBlock.equals(block)) {
        return openBlock(pageBlock, pageOffset, zero);
      } else if (zero) {
        takeZero(pageOffset);
      } else {
        takePage(pageOffset);
      }
      return zero ? RamRecordKind.ZERO : RamRecordKind.COMPRESS_PAGE;
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
      throw e;
    }
  }

  /**
   * Writes every page that has been submitted: to be called before EOS, and before anyone else uses
   * the writer.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for another
   * @throws IOException if the output fails; the pipeline then takes no more pages
   */
  public void flush() throws IOException {
    requireWorking();
    try {
      drain();
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
      throw e;
    }
  }

  /**
   * Flushes, and makes the next page open its block although it may be the last page's: for a
   * source whose blocks have changed.
   *
   * @throws IOException if the output fails
   */
  public void nameNextBlock() throws IOException {
    flush();
    block = null;
    writer.nameNextBlock();
  }

  private RamRecordKind openBlock(RamBlock pageBlock, long pageOffset, boolean zero)
      throws IOException {
    // RAM-010: "CONTINUE means the block of the last page record", so no page of two blocks is in
    // flight at once, and the page that names the block does not wait.
    drain();
    block = pageBlock;
    if (zero) {
      writer.zeroPage(pageBlock, pageOffset, (byte) 0);
      return RamRecordKind.ZERO;
    }
    if (order == RecordOrder.AS_SUBMITTED) {
      writer.page(pageBlock, pageOffset, spare, 0);
      return RamRecordKind.PAGE;
    }
    int length = encoder.encode(level, spare, firstPayload);
    write(pageBlock, pageOffset, spare, firstPayload, length);
    return RamRecordKind.COMPRESS_PAGE;
  }

  private void takeZero(long pageOffset) throws IOException {
    if (order == RecordOrder.DETERMINISTIC && compressing > 1) {
      makeRoom();
      if (compressing <= 1) {
        writeWaitingZeroes();
      }
    }
    // A single thread's ZERO overtakes the one page that is in flight, and no other.
    if (order == RecordOrder.AS_FINISHED
        || (order == RecordOrder.DETERMINISTIC && compressing <= 1)) {
      writer.zeroPage(block, pageOffset, (byte) 0);
      return;
    }
    makeRoom();
    DeflateSlot slot = ring.free();
    slot.zero = true;
    publish(slot, pageOffset);
  }

  /** Writes the zero pages that nothing but the one page in flight is before. */
  private void writeWaitingZeroes() throws IOException {
    for (int position = 1; position < ring.size(); position++) {
      writeZero(ring.peek(position));
    }
  }

  private void takePage(long pageOffset) throws IOException {
    int place = 0;
    if (order == RecordOrder.AS_FINISHED) {
      place = makePlace();
    } else {
      makeRoom();
    }
    DeflateSlot slot = ring.free();
    slot.place = place;
    places[place] = slot;
    byte[] copy = spare;
    spare = slot.page;
    slot.page = copy;
    slot.zero = false;
    slot.level = level;
    compressing++;
    publish(slot, pageOffset);
  }

  private void publish(DeflateSlot slot, long pageOffset) {
    slot.block = block;
    slot.pageOffset = pageOffset;
    slot.written = false;
    ring.publish();
  }

  private void makeRoom() throws IOException {
    if (ring.isFull()) {
      writeOldest();
    }
  }

  /** Returns a place for a page, and writes what it held before, if anything: one page at most. */
  private int makePlace() throws IOException {
    DeflateSlot leaving = ring.isFull() ? ring.peek(0) : oldestFinished();
    if (leaving == null) {
      if (held < places.length) {
        return held++;
      }
      leaving = ring.peek(0);
    }
    ring.await(leaving);
    write(leaving);
    releaseWritten();
    return leaving.place;
  }

  private DeflateSlot oldestFinished() {
    for (int position = 0; position < ring.size(); position++) {
      DeflateSlot slot = ring.peek(position);
      if (!slot.written && slot.done) {
        return slot;
      }
    }
    return null;
  }

  /** Gives back the slots of the oldest pages that have been written: the first one is held. */
  private void releaseWritten() {
    while (!ring.isEmpty() && ring.peek(0).written) {
      ring.release(1);
    }
  }

  private void drain() throws IOException {
    if (order == RecordOrder.AS_FINISHED) {
      writeHeld();
      return;
    }
    while (!ring.isEmpty()) {
      writeOldest();
    }
  }

  /** Writes what the places hold, in their order. */
  private void writeHeld() throws IOException {
    for (int place = 0; place < held; place++) {
      ring.await(places[place]);
      write(places[place]);
    }
    held = 0;
    releaseWritten();
  }

  private void writeOldest() throws IOException {
    if (order == RecordOrder.DETERMINISTIC) {
      writeOldestWithZeroes();
      return;
    }
    DeflateSlot oldest = ring.peek(0);
    ring.await(oldest);
    if (oldest.zero) {
      writeZero(oldest);
    } else {
      write(oldest);
    }
    ring.release(1);
  }

  /** Writes the oldest page, behind the zero pages that came before the next one to compress. */
  private void writeOldestWithZeroes() throws IOException {
    int count = 1;
    while (count < ring.size() && ring.peek(count).zero) {
      ring.await(ring.peek(count));
      if (!ring.peek(count).written) {
        writeZero(ring.peek(count));
      }
      count++;
    }
    DeflateSlot oldest = ring.peek(0);
    ring.await(oldest);
    write(oldest);
    ring.release(count);
  }

  private void writeZero(DeflateSlot slot) throws IOException {
    writer.zeroPage(slot.block, slot.pageOffset, (byte) 0);
    slot.written = true;
  }

  private void write(DeflateSlot slot) throws IOException {
    Failures.rethrow(slot.failure);
    write(slot.block, slot.pageOffset, slot.page, slot.payload, slot.payloadBytes);
    slot.written = true;
    compressing--;
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

  private void requireWorking() {
    if (closed || failure != null) {
      throw new IllegalStateException(
          closed ? "the pipeline is closed" : "the pipeline has failed", failure);
    }
  }

  /** Stops the threads and joins to a failure those of other pages, so that none is lost. */
  private void stop(Throwable first) {
    failure = first;
    ring.close();
    for (int position = 0; position < ring.size(); position++) {
      Failures.join(first, ring.peek(position).failure);
    }
  }

  /**
   * Stops the threads and frees what they hold. Pages that have not been flushed are dropped: they
   * are nowhere in the writer, not even in part.
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ring.close();
      encoder.close();
    }
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
