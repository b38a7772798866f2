package org.ramwire.sender.migration;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.HookStream;
import org.ramwire.sender.SenderClock;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.SenderSeams;
import org.ramwire.sender.SenderStatistics;
import org.ramwire.sender.count.Counters;
import org.ramwire.sender.memory.GuestMemory;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.route.PageRoutes;
import org.ramwire.sender.rules.SenderRules;
import org.ramwire.sender.search.BlockTable;
import org.ramwire.sender.search.PageSearch;
import org.ramwire.sender.search.SendBlock;

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
 * <p>One thread calls; {@link #cancel}, {@link #statistics}, {@link #resizeCache}, {@link
 * #compressionLevel} and {@link RateLimit#bandwidth} may be called by any thread at any time.
 * Sending a page allocates nothing.
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

  /** Pages from one look at the clock to the next. */
  private static final int PAGES_A_LOOK = 64;

  private final GuestMemory memory;
  private final SenderOptions options;
  private final SenderRules rules;
  private final StreamOutput output;
  private final SenderClock clock;
  private final ControlHook hook;
  private final RamRecordWriter writer;
  private final RateLimit rateLimit;
  private final AutoConverge autoConverge;
  private final SyncPeriods periods;
  private final PageSearch search;
  private final PageRoutes routes;
  private final HookStream hookStream;
  private final BlockTable blocks;
  private final Counters counters = new Counters();

  private final CallGate gate = new CallGate(this::release);
  private boolean logging;

  /** Blocks have come or gone: the next PART begins the first round anew. */
  private boolean beginsAnew;

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
    this(memory, options, output, seams, new PageSearch(options.profile()));
  }

  /** Makes a sender that looks for pages in a way of its own. */
  RamSender(
      GuestMemory memory,
      SenderOptions options,
      StreamOutput output,
      SenderSeams seams,
      PageSearch search) {
    this.memory = memory;
    this.options = options;
    this.rules = SenderRules.of(options.profile());
    this.output = output;
    this.clock = seams.clock();
    this.hook = seams.hook();
    PageView view = new PageView(options.pageSize().bytes());
    this.blocks = new BlockTable(memory, options, view);
    this.writer = new RamRecordWriter(output, options.pageSize());
    this.rateLimit = new RateLimit(output, clock, options.maxBandwidth());
    this.autoConverge = new AutoConverge(seams.throttle(), options, counters);
    this.periods = new SyncPeriods(clock, options, counters, autoConverge);
    this.search = search;
    this.routes =
        new PageRoutes(options, output, writer, view, hook, counters, rateLimit::movedBeside);
    this.hookStream =
        new SenderHookStream(writer, output, counters, rateLimit, options.pageSize().bytes());
  }

  /**
   * Starts the dirty log and writes the START payload: the block list and EOS.
   *
   * @throws SendCancelledException if the sending is cancelled
   * @throws IOException if the memory, the output or the hook fails
   * @throws IllegalStateException if it has been called
   */
  public void setup() throws IOException {
    gate.call(State.NEW, this::writeStart);
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
    gate.enter(State.ACTIVE);
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
    return gate.call(State.ACTIVE, this::writePart);
  }

  private long writePart() throws IOException {
    followBlocks();
    if (beginsAnew) {
      beginsAnew = false;
      routes.roundsBeginAnew();
      search.restart(blocks.sent());
    }
    hook.beforeIterate(ControlHook.Stage.ROUND, hookStream);
    long startNanos = clock.nanoTime();
    long sent = 0;
    while (!rateLimit.exceeded() && sendOne(false)) {
      counters.iterations.add(1);
      boolean looks = sent % PAGES_A_LOOK == 0;
      sent++;
      if (looks && turnIsOver(startNanos)) {
        break;
      }
    }
    routes.payloadEnds(false);
    countPages();
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
    return gate.call(
        State.ACTIVE,
        () -> {
          followBlocks();
          long left = blocks.dirtyPages() * options.pageSize().bytes();
          if (left < thresholdBytes) {
            sync();
            left = blocks.dirtyPages() * options.pageSize().bytes();
          } else {
            countPages();
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
    gate.call(State.ACTIVE, this::writeEnd);
  }

  private long writeEnd() throws IOException {
    followBlocks();
    sync();
    hook.beforeIterate(ControlHook.Stage.FINISH, hookStream);
    long sent = 0;
    while (sendOne(true)) {
      if (sent++ % PAGES_A_LOOK == 0) {
        countPages();
      }
    }
    routes.payloadEnds(true);
    countPages();
    hook.afterIterate(ControlHook.Stage.FINISH, hookStream);
    requireNothingLeft();
    // Before EOS: if it fails, the stream is not whole.
    release();
    writer.endOfSection();
    gate.enter(State.COMPLETED);
    return sent;
  }

  /** RAM-016: "Every page is sent at least once, and again after its last change." */
  private void requireNothingLeft() throws IOException {
    if (blocks.dirtyPages() != 0) {
      throw new AssertionError(blocks.dirtyPages() + " dirty pages were not found");
    }
    blocks.takeDirtyLogs();
    if (blocks.dirtyPages() != 0) {
      throw new IOException(
          blocks.dirtyPages() + " pages were written while the guest was to stand still");
    }
  }

  private boolean turnIsOver(long startNanos) {
    countPages();
    return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startNanos) > MAX_TURN_MILLIS;
  }

  private void countPages() {
    counters.remainingPages.set(blocks.dirtyPages());
    counters.totalBytes.set(blocks.usedBytes());
  }

  /** Finds and sends one page; false if none is dirty. */
  private boolean sendOne(boolean lastStage) throws IOException {
    search.begin();
    PageSearch.Step step;
    boolean sent;
    do {
      step = search.next();
      sent =
          switch (step) {
            case NOTHING -> false;
            case WRAPPED -> {
              routes.roundEnded();
              yield false;
            }
            case FOUND -> {
              gate.requireNotCancelled();
              yield routes.send(search.block(), search.page(), search.bulkStage(), lastStage);
            }
          };
    } while (!sent && step != PageSearch.Step.NOTHING);
    search.end(sent);
    return sent;
  }

  /**
   * Follows blocks that have come or gone. The first round begins anew only with a PART: the last
   * stage sends what is dirty, and no more, while the guest stands still.
   */
  private void followBlocks() {
    if (blocks.update()) {
      beginsAnew = true;
      search.follow(blocks.sent());
      if (blocks.haveGone()) {
        routes.blocksGone();
      }
    }
  }

  private void sync() throws IOException {
    periods.syncBegins();
    SendBlock resized = blocks.updateUsedLengths();
    if (resized != null && gate.state() == State.ACTIVE && !rules.followsResizedBlocks()) {
      throw new IOException(
          resized.guest.idstr() + " was resized to " + resized.usedLength() + " bytes meanwhile");
    }
    long before = blocks.dirtyPages();
    blocks.takeDirtyLogs();
    long after = blocks.dirtyPages();
    countPages();
    periods.syncEnded(after - before);
  }

  /**
   * Gives the sending up. A call that is at work on another thread ends at its next page with
   * {@link SendCancelledException}; if it waits for the output, closing that is what wakes it.
   */
  public void cancel() {
    gate.cancel();
  }

  private void release() throws IOException {
    routes.close();
    autoConverge.end();
    if (logging) {
      logging = false;
      memory.stopDirtyLog();
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
    return routes.resizeCache(bytes);
  }

  /**
   * Changes zlib's level for the pages that the search finds from now on. A page that the
   * compressing threads have got before keeps the level that it came with.
   *
   * @param level 0 to 9
   * @throws IllegalArgumentException if the level is another
   * @throws IllegalStateException if the sender does not compress
   */
  public void compressionLevel(int level) {
    routes.compressionLevel(level);
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
    return Snapshot.of(counters, options.pageSize().bytes(), routes.cacheBytes());
  }

  /**
   * Returns where the sender stands.
   *
   * @return the state now
   */
  public State state() {
    return gate.state();
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
