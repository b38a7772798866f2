package org.ramwire.compression.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.compression.PayloadException;
import org.ramwire.compression.PayloadRules;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/**
 * The destination's pool of inflating threads: takes COMPRESS_PAGE payloads, gives pages to a sink.
 *
 * <p>The threads only inflate; the sink gets the pages from the submitting thread, in stream order.
 * Records of other kinds go past the pipeline, so before one is applied its page has to be {@link
 * #settle}d (RAM-014), and before EOS everything {@link #drain}ed (RAM-064). The first error in
 * stream order is thrown by whatever call comes upon it, with the errors of pages in flight after
 * it suppressed in it; then the pipeline has stopped.
 *
 * <p>Allocates nothing for a page. Not thread-safe: one thread at a time uses it.
 */
public final class InflatePipeline implements Closeable {

  private final PayloadRules rules;

  /** There is no thread but the caller's. */
  private final boolean alone;

  private final PageSink sink;
  private final WorkRing<InflateSlot> ring;
  private final PagesInFlight inFlight;
  private @Nullable Throwable failure;
  private boolean closed;

  /**
   * Starts the threads.
   *
   * @param pageSize the page size in force
   * @param strictness by the clauses, or like the seed's build, where no payload is an error
   * @param threads how many threads inflate, 1 to 255; the caller's is one of them
   * @param sink takes the pages
   * @throws IllegalArgumentException if the number of threads is out of its range
   */
  public InflatePipeline(PageSize pageSize, Strictness strictness, int threads, PageSink sink) {
    this(pageSize, strictness, threads, sink, () -> PayloadDecoder.open(pageSize, strictness));
  }

  /** Inflates with any decoder. */
  InflatePipeline(
      PageSize pageSize,
      Strictness strictness,
      int threads,
      PageSink sink,
      Supplier<? extends PayloadDecoder> decoders) {
    if (threads < 1 || threads > DeflateOptions.MAX_THREADS) {
      throw new IllegalArgumentException("1 to 255 threads, not " + threads);
    }
    this.rules = PayloadRules.of(strictness);
    this.alone = threads == 1;
    this.sink = sink;
    int slotCount = WorkRing.usualSlots(threads);
    List<InflateSlot> slots =
        Stream.generate(() -> new InflateSlot(pageSize.bytes(), pageSize.compressBound()))
            .limit(slotCount)
            .toList();
    this.inFlight = new PagesInFlight(slotCount);
    this.ring =
        new WorkRing<>("ramwire-inflate", threads, slots, () -> new Inflating(decoders.get()));
  }

  /**
   * Takes a payload: copies it, and gives the sink what is ready. With one thread the payload is
   * inflated where it stands, and the sink has its page when the call returns.
   *
   * @param page the record's page, and where the payload stands
   * @param buffer holds the zlib stream
   * @param from index of its first byte
   * @param length bytes of the payload, at most zlib's bound for a page
   * @throws org.ramwire.format.MalformedStreamException if a payload breaks RAM-061, RAM-062 or
   *     RAM-063: this one, or an earlier one
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for another
   * @throws IOException if the sink fails
   */
  public void submit(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    submit(page.block(), page.pageOffset(), page.payloadOffset(), buffer, from, length);
  }

  /** Takes a payload whose header is not a reader's. */
  void submit(
      RamBlock block, long pageOffset, long payloadOffset, byte[] buffer, int from, int length)
      throws IOException {
    // A later payload of the same page is a later record of it like any other.
    settle(block, pageOffset);
    try {
      makeRoom();
      InflateSlot slot = ring.free();
      slot.block = block;
      slot.pageOffset = pageOffset;
      slot.payloadOffset = payloadOffset;
      if (alone) {
        slot.lendPayload(buffer, from, length);
      } else {
        slot.copyPayload(buffer, from, length);
      }
      if (rules.buildsOnPage()) {
        sink.readPage(slot.block, slot.pageOffset, slot.page);
      }
      inFlight.add(slot.block, slot.pageOffset);
      ring.publish();
      if (alone) {
        deliverOldest();
      }
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
      throw e;
    }
  }

  /**
   * Waits until no payload of a page is in flight, so that another record of it may be applied.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @throws IOException as {@link #submit}
   */
  public void settle(RamBlock block, long pageOffset) throws IOException {
    requireWorking();
    try {
      while (ring.failed() || inFlight.mayHold(block, pageOffset)) {
        deliverOldest();
      }
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
      throw e;
    }
  }

  /**
   * Waits until the sink has got every page.
   *
   * @throws IOException as {@link #submit}
   */
  public void drain() throws IOException {
    requireWorking();
    try {
      while (!ring.isEmpty()) {
        deliverOldest();
      }
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
      throw e;
    }
  }

  /**
   * Tells whether an error or {@link #close} has stopped the pipeline.
   *
   * @return true if every other method throws {@link IllegalStateException}
   */
  public boolean stopped() {
    return closed || failure != null;
  }

  private void makeRoom() throws IOException {
    while (ring.isFull() || (!ring.isEmpty() && ring.peek(0).done)) {
      deliverOldest();
    }
  }

  private void deliverOldest() throws IOException {
    InflateSlot slot = ring.peek(0);
    ring.await(slot);
    Failures.rethrow(slot.streamFailure());
    sink.writePage(slot.block, slot.pageOffset, slot.page);
    inFlight.remove(slot.block, slot.pageOffset);
    ring.release(1);
  }

  private void requireWorking() {
    if (stopped()) {
      throw new IllegalStateException(
          closed ? "the pipeline is closed" : "the pipeline has failed", failure);
    }
  }

  /** Stops the threads and joins to a failure those of other pages, so that none is lost. */
  private void stop(Throwable first) {
    failure = first;
    ring.close();
    for (int position = 0; position < ring.size(); position++) {
      InflateSlot slot = ring.peek(position);
      if (slot.failure != first.getCause()) {
        Failures.join(first, slot.streamFailure());
      }
    }
  }

  /**
   * Stops the threads and frees what they hold. Pages that have not been drained do not reach the
   * sink.
   */
  @Override
  public void close() {
    closed = true;
    ring.close();
  }

  /** Inflates slots for one thread. */
  private record Inflating(PayloadDecoder decoder) implements WorkRing.Worker<InflateSlot> {

    @Override
    public void run(InflateSlot slot) throws PayloadException {
      decoder.decode(slot.payload, slot.payloadFrom, slot.payloadBytes, slot.page);
    }

    @Override
    public void close() {
      decoder.close();
    }
  }
}
