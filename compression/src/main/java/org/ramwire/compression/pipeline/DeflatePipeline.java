package org.ramwire.compression.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.compression.PageDeflater;
import org.ramwire.compression.ZlibEncoder;
import org.ramwire.format.PageSize;
import org.ramwire.format.page.PageEncoder;

/**
 * The source's pool of deflating threads: takes pages, writes ZERO and COMPRESS_PAGE records.
 *
 * <p>The records are in order whatever the threads do. The first page of a block goes out before
 * any other page of it, after every page of the block before (RAM-010); zero pages go as ZERO; and
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
  private final WriteOrder order;
  private final SubmittedPages pages;
  private @Nullable Throwable failure;
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
    this.order = WriteOrder.of(options);
    int slots = order.slots(options.pagesInFlight());
    this.pages = new SubmittedPages(writer, pageSize, options, slots, encoders);
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
    pages.level(newLevel);
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
      if (pages.ring().failed()) {
        order.drain(pages);
      }
      boolean zero = pages.copy(source, pageOffset);
      if (pages.opens(pageBlock)) {
        return openBlock(pageBlock, pageOffset, zero);
      }
      if (zero) {
        order.zero(pages, pageOffset);
        return RamRecordKind.ZERO;
      }
      order.page(pages, pageOffset);
      return RamRecordKind.COMPRESS_PAGE;
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
      order.drain(pages);
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
    pages.open(null);
    writer.nameNextBlock();
  }

  private RamRecordKind openBlock(RamBlock pageBlock, long pageOffset, boolean zero)
      throws IOException {
    // RAM-010: "CONTINUE means the block of the last page record", so no page of two blocks is in
    // flight at once, and the page that names the block does not wait.
    order.drain(pages);
    pages.open(pageBlock);
    if (zero) {
      pages.writeZero(pageOffset);
      return RamRecordKind.ZERO;
    }
    return order.first(pages, pageOffset);
  }

  private void requireWorking() {
    if (closed || failure != null) {
      throw new IllegalStateException(
          closed ? "the pipeline is closed" : "the pipeline has failed", failure);
    }
  }

  private void stop(Throwable first) {
    failure = first;
    pages.stop(first);
  }

  /**
   * Stops the threads and frees what they hold. Pages that have not been flushed are dropped: they
   * are nowhere in the writer, not even in part.
   */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      pages.close();
    }
  }
}
