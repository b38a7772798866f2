package org.ramwire.sender;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.codec.StreamOutput;

/**
 * The source side of a ram section: the payloads of START, PARTs and END, one a call.
 *
 * <pre>
 *  NEW ── setup ──► ACTIVE ── complete ──► COMPLETED
 *   │                │ ▲ iterate, pending
 *   └──── cancel ────┴─┘──► CANCELLED        any failure ──► FAILED
 * </pre>
 *
 * <p>It writes payloads alone, to an output that others may write to between two calls; {@link
 * RamMigration} puts them into sections and decides when they come. A call that is out of order
 * throws {@link IllegalStateException} and changes nothing. A failure ends the sender: what it
 * holds is released, and the stream, which has no END, is not whole.
 *
 * <p>One thread calls; {@link #cancel}, {@link #statistics}, {@link #resizeCache} and {@link
 * RateLimit#bandwidth} may be called by any thread at any time. Sending a page allocates nothing.
 */
public final class RamSender implements Closeable {

  /** Where a sender stands. */
  public enum State {
    /** Nothing has been written. */
    NEW,
    /** The START payload has been written. */
    ACTIVE,
    /** The END payload has been written. */
    COMPLETED,
    /** The sending was given up. */
    CANCELLED,
    /** The memory, the output or a hook has failed. */
    FAILED
  }

  /** A turn that has lasted longer ends at the next look at the clock. */
  private static final long MAX_TURN_MILLIS = 50;

  /** Pages from one look at the clock to the next; a power of two. */
  private static final int PAGES_A_LOOK = 64;

  private final GuestMemory memory;
  private final SenderOptions options;
  private final StreamOutput output;
  private final SenderClock clock;
  private final ControlHook hook;
  private final RamRecordWriter writer;
  private final RateLimit rateLimit;
  private final AutoConverge autoConverge;
  private final SyncPeriods periods;
  private final PageSearch search;
  private final PageSender pages;
  private final HookStream hookStream;
  private final BlockTable blocks;
  private final Counters counters = new Counters();

  /** Held during a call, and to release what the sender holds. */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile State state = State.NEW;
  private volatile boolean cancelled;
  private boolean logging;

  /**
   * Makes a sender with the machine's clock and no hook.
   *
   * @param memory what to send
   * @param options how
   * @param output takes the payloads; the caller flushes it
   */
  public RamSender(GuestMemory memory, SenderOptions options, StreamOutput output) {
    this(memory, options, output, SenderSeams.DEFAULT);
  }

  /**
   * Makes a sender.
   *
   * @param memory what to send
   * @param options how
   * @param output takes the payloads; the caller flushes it
   * @param seams what it works with beside
   * @throws IllegalArgumentException if the memory has no block, or one whose lengths or address
   *     are not whole pages
   */
  public RamSender(
      GuestMemory memory, SenderOptions options, StreamOutput output, SenderSeams seams) {
    this.memory = memory;
    this.options = options;
    this.output = output;
    this.clock = seams.clock();
    this.hook = seams.hook();
    PageView view = new PageView(options.pageSize().bytes());
    this.blocks = new BlockTable(memory, options, view);
    this.writer = new RamRecordWriter(output, options.pageSize());
    this.rateLimit = new RateLimit(output, clock, options.maxBandwidth());
    this.autoConverge = new AutoConverge(seams.throttle(), options, counters);
    this.periods = new SyncPeriods(clock, options, counters, autoConverge);
    this.search = new PageSearch(options.profile());
    this.pages = new PageSender(options, output, writer, view, hook, counters);
    this.hookStream = new HookStream(writer, output, counters, options.pageSize().bytes());
  }

  /**
   * Starts the dirty log and writes the START payload: the block list and EOS.
   *
   * @throws SendCancelledException if the sending is cancelled
   * @throws IOException if the memory, the output or the hook fails
   * @throws IllegalStateException if it has been called
   */
  public void setup() throws IOException {
    call(State.NEW, this::writeStart);
  }

  private long writeStart() throws IOException {
    memory.startDirtyLog();
    logging = true;
    blocks.update();
    search.restart(blocks.sent());
    sync();
    writer.blockList(blocks.list());
    hook.beforeIterate(ControlHook.Stage.SETUP, hookStream);
    hook.afterIterate(ControlHook.Stage.SETUP, hookStream);
    writer.endOfSection();
    state = State.ACTIVE;
    return 0;
  }

  /**
   * Writes a PART payload: pages until none is dirty, the rate limit's window is full, or the turn
   * has lasted 50 ms; then EOS. It may be EOS alone.
   *
   * @return how many pages have gone
   * @throws SendCancelledException if the sending is cancelled
   * @throws IOException if the memory, the output or the hook fails
   * @throws IllegalStateException before {@link #setup} or after the end
   */
  public long iterate() throws IOException {
    return call(State.ACTIVE, this::writePart);
  }

  private long writePart() throws IOException {
    followBlocks();
    hook.beforeIterate(ControlHook.Stage.ROUND, hookStream);
    long startNanos = clock.nanoTime();
    long sent = 0;
    while (!rateLimit.exceeded()) {
      if (!sendOne(false)) {
        break;
      }
      counters.iterations.add(1);
      if ((sent & (PAGES_A_LOOK - 1)) == 0
          && TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startNanos) > MAX_TURN_MILLIS) {
        sent++;
        break;
      }
      sent++;
    }
    pages.payloadEnds(false);
    counters.remainingPages.set(blocks.dirtyPages());
    hook.afterIterate(ControlHook.Stage.ROUND, hookStream);
    writer.endOfSection();
    counters.transferredBytes.add(Long.BYTES);
    return sent;
  }

  /**
   * Tells how much is left, and looks at the dirty log if it seems little.
   *
   * @param thresholdBytes the dirty log is synced if less than this is left
   * @return bytes of pages that are dirty as far as is known
   * @throws SendCancelledException if the sending is cancelled
   * @throws IOException if the memory fails
   * @throws IllegalStateException before {@link #setup} or after the end
   */
  public long pending(long thresholdBytes) throws IOException {
    return call(
        State.ACTIVE,
        () -> {
          long left = blocks.dirtyPages() * options.pageSize().bytes();
          if (left < thresholdBytes) {
            followBlocks();
            sync();
            left = blocks.dirtyPages() * options.pageSize().bytes();
          }
          return left;
        });
  }

  /**
   * Writes the END payload: every page that is still dirty, whatever the rate limit, and EOS. The
   * guest has to stand still from before this call.
   *
   * @throws SendCancelledException if the sending is cancelled
   * @throws IOException if the memory, the output or the hook fails
   * @throws IllegalStateException before {@link #setup} or after the end
   */
  public void complete() throws IOException {
    call(State.ACTIVE, this::writeEnd);
  }

  private long writeEnd() throws IOException {
    followBlocks();
    sync();
    hook.beforeIterate(ControlHook.Stage.FINISH, hookStream);
    long sent = 0;
    while (sendOne(true)) {
      sent++;
    }
    pages.payloadEnds(true);
    counters.remainingPages.set(0);
    hook.afterIterate(ControlHook.Stage.FINISH, hookStream);
    // Before EOS: if it fails, the stream is not whole.
    release();
    writer.endOfSection();
    state = State.COMPLETED;
    return sent;
  }

  /** Finds and sends one page; false if none is dirty. */
  private boolean sendOne(boolean lastStage) throws IOException {
    search.begin();
    while (true) {
      switch (search.next()) {
        case NOTHING -> {
          search.end(false);
          return false;
        }
        case WRAPPED -> pages.roundEnded();
        case FOUND -> {
          if (cancelled) {
            throw new SendCancelledException(null);
          }
          if (pages.send(search.block(), search.page(), search, lastStage)) {
            search.end(true);
            return true;
          }
        }
      }
    }
  }

  /** Begins the first round anew if blocks have come or gone. */
  private void followBlocks() throws IOException {
    if (blocks.update()) {
      pages.blocksChanged();
      search.restart(blocks.sent());
    }
  }

  private void sync() throws IOException {
    periods.syncBegins();
    SendBlock resized = blocks.updateUsedLengths();
    if (resized != null && state == State.ACTIVE && options.profile() == SenderProfile.QEMU_7_2) {
      throw new IOException(
          resized.guest.idstr() + " was resized to " + resized.usedLength() + " bytes meanwhile");
    }
    long before = blocks.dirtyPages();
    blocks.takeDirtyLogs();
    long after = blocks.dirtyPages();
    counters.totalBytes.set(blocks.usedBytes());
    counters.remainingPages.set(after);
    periods.syncEnded(after - before);
  }

  /**
   * Gives the sending up. A call that is at work on another thread ends at its next page with
   * {@link SendCancelledException}; if it waits for the output, closing that is what wakes it.
   */
  public void cancel() {
    cancelled = true;
    // A call at work sees the flag at its next page, or releases at its end.
    if (turn.tryLock()) {
      try {
        endIfCancelled();
      } finally {
        turn.unlock();
      }
    }
  }

  private void endIfCancelled() {
    if (cancelled && (state == State.NEW || state == State.ACTIVE)) {
      state = State.CANCELLED;
      releaseAfter(null);
    }
  }

  /** What one call of the sender's thread does. */
  private interface Call {
    long run() throws IOException;
  }

  private long call(State needed, Call body) throws IOException {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a sender cannot be called from its own hook or memory");
    }
    turn.lock();
    try {
      endIfCancelled();
      if (state == State.CANCELLED) {
        throw new SendCancelledException(null);
      }
      if (state != needed) {
        throw new IllegalStateException("the sender is " + state + ", not " + needed);
      }
      return run(body);
    } finally {
      endIfCancelled();
      turn.unlock();
      if (cancelled) {
        // Whoever cancelled while this call was at its end could not release anything.
        cancel();
      }
    }
  }

  private long run(Call body) throws IOException {
    try {
      return body.run();
    } catch (SendCancelledException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      if (cancelled) {
        throw new SendCancelledException(e);
      }
      state = State.FAILED;
      releaseAfter(e);
      throw e;
    }
  }

  private void release() throws IOException {
    pages.close();
    autoConverge.end();
    if (logging) {
      logging = false;
      memory.stopDirtyLog();
    }
  }

  private void releaseAfter(Throwable failure) {
    try {
      release();
    } catch (IOException | RuntimeException e) {
      if (failure != null) {
        failure.addSuppressed(e);
      }
    }
  }

  /**
   * Changes the size of the cache of sent pages; what it held is forgotten unless the size stays.
   *
   * @param bytes at least a page; rounded down to a power of two
   * @return the size after rounding
   * @throws IllegalStateException if the sender does not use XBZRLE
   */
  public long resizeCache(long bytes) {
    if (pages.deltas() == null) {
      throw new IllegalStateException("the sender does not use XBZRLE");
    }
    return pages.deltas().resizeCache(bytes);
  }

  /**
   * Returns the limit on what goes, which paces the calls of {@link #iterate}.
   *
   * @return the sender's own
   */
  public RateLimit rateLimit() {
    return rateLimit;
  }

  /**
   * Returns the counters.
   *
   * @return their values now
   */
  public SenderStatistics statistics() {
    DeltaStage deltas = pages.deltas();
    return counters.snapshot(options.pageSize().bytes(), deltas == null ? 0 : deltas.cacheBytes());
  }

  /**
   * Returns where the sender stands.
   *
   * @return the state now
   */
  public State state() {
    return state;
  }

  /**
   * Returns the options.
   *
   * @return as they were given
   */
  public SenderOptions options() {
    return options;
  }

  /** Releases what the sender holds; before its end that is {@link #cancel}. */
  @Override
  public void close() {
    cancel();
  }
}
