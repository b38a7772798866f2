package org.ramwire.sender.model;

import java.util.function.LongSupplier;
import org.ramwire.sender.model.ModelTransport.Payload;

/**
 * A model of the seed's sender with one compressing thread, statement by statement from the seed's
 * text, in other words and with the plainest means. It is the oracle for this module's sender.
 *
 * <p>Each call is one of the seed's handlers. The clock and the guest move only between statements
 * at which a transport or the caller is called.
 */
final class SeedModel {

  private static final int PAUSE_MILLIS = 50;
  private static final int PAGES_BETWEEN_LOOKS = 64;

  private final ModelSettings settings;
  private final ModelMemory memory;
  private final LongSupplier nanoClock;
  private final ModelTransport transport;

  final ModelWire wire = new ModelWire();
  final Tally tally = new Tally();
  final ModelWindow window;
  final SentPages cache;
  private final SyncWatch watch;
  private final CompressingThread thread;
  private final PageRoutes routes;
  private PageLedger ledger;
  private PageWalk walk;
  private long knownVersion;
  private boolean completed;

  SeedModel(
      ModelSettings settings,
      ModelMemory memory,
      LongSupplier nanoClock,
      ModelTransport transport) {
    this.settings = settings;
    this.memory = memory;
    this.nanoClock = nanoClock;
    this.transport = transport;
    this.window =
        new ModelWindow(
            wire,
            millis(),
            settings.bandwidth(),
            settings.departs(Departure.WINDOW_HAS_ROOM_FOR_HEAD));
    this.cache = new SentPages(settings.pageBytes(), settings.cacheBytes());
    this.watch = new SyncWatch(settings, tally);
    this.thread = new CompressingThread(settings, wire, tally);
    this.routes = new PageRoutes(settings, wire, tally, transport, thread, cache);
  }

  void setup() {
    ledger =
        settings.departs(Departure.PAGES_ARE_KEPT_BY_BLOCK)
            ? new BlockLedger(memory)
            : new SpaceLedger(memory);
    walk = new PageWalk(settings, ledger, tally, this::firstRoundIsOver);
    knownVersion = memory.version();
    sync();
    wire.be64(memory.usedBytes() + RecordWriter.LIST);
    for (ModelBlock block : memory.blocks()) {
      wire.name(block.name);
      wire.be64(block.usedBytes);
    }
    transport.before(Payload.START, this);
    transport.after(Payload.START, this);
    wire.be64(RecordWriter.END_OF_SECTION);
  }

  /** Writes a PART payload; returns the sum of what the pages' ways have answered. */
  long iterate() {
    followBlocks();
    if (memory.version() != knownVersion) {
      beginFirstRoundAnew();
    }
    transport.before(Payload.PART, this);
    long began = nanoClock.getAsLong();
    long sum = 0;
    for (int turn = 0; !window.full(); turn++) {
      int pages = sendOnePage(false);
      if (pages == PageRoutes.NONE) {
        tally.sawIf(turn == 0, Sight.EMPTY_PART);
        break;
      }
      sum += pages;
      tally.iterations++;
      if (turn % PAGES_BETWEEN_LOOKS == 0
          && (nanoClock.getAsLong() - began) / 1_000_000 > PAUSE_MILLIS) {
        tally.saw(Sight.PAUSE);
        break;
      }
    }
    tally.sawIf(window.full(), Sight.WINDOW_FULL);
    thread.flush(Sight.FLUSH_AT_SECTION_END);
    transport.after(Payload.PART, this);
    wire.be64(RecordWriter.END_OF_SECTION);
    tally.transferred += 8;
    return sum;
  }

  /** Returns what remains, an unsigned number, after a sync if that seems to be little. */
  long pending(long threshold) {
    followBlocks();
    if (Long.compareUnsigned(remainingBytes(), threshold) < 0) {
      tally.saw(Sight.SYNC_IN_PENDING);
      sync();
    } else {
      tally.saw(Sight.NO_SYNC_IN_PENDING);
    }
    return remainingBytes();
  }

  void complete() {
    followBlocks();
    sync();
    tally.sawIf(walk.firstRound(), Sight.BULK_IN_LAST_STAGE);
    transport.before(Payload.END, this);
    while (sendOnePage(true) != PageRoutes.NONE) {
      // All that is due goes, whatever the limit.
    }
    thread.flush(Sight.FLUSH_AT_SECTION_END);
    transport.after(Payload.END, this);
    release();
    wire.be64(RecordWriter.END_OF_SECTION);
    completed = true;
    tally.saw(Sight.COMPLETED);
  }

  void cancel() {
    release();
    tally.saw(Sight.CANCELLED);
  }

  void resizeCache(long bytes) {
    tally.saw(cache.resize(bytes) ? Sight.CACHE_RESIZED : Sight.CACHE_SIZE_KEPT);
  }

  /** Leaves a record that has the destination's transport called. */
  void writeHookRecord() {
    wire.be64(RecordWriter.HOOK);
    tally.saw(Sight.HOOK_RECORD);
  }

  /** Counts pages that the transport had delayed. */
  void movedLater(long bytes, boolean zero) {
    long pages = bytes / settings.pageBytes();
    if (zero) {
      tally.duplicate += pages;
    } else {
      tally.normal += pages;
      tally.transferred += bytes;
      wire.wentBeside(bytes);
    }
    tally.saw(Sight.HOOK_MOVED);
  }

  long remainingBytes() {
    if (ledger == null || completed) {
      return 0;
    }
    return ledger.remaining() * settings.pageBytes();
  }

  long totalBytes() {
    return ledger.totalBytes();
  }

  private int sendOnePage(boolean lastStage) {
    walk.setOut();
    int pages = PageRoutes.NONE;
    while (pages == PageRoutes.NONE && walk.findNext(lastStage)) {
      pages = routes.save(walk.block(), walk.offset(), walk.firstRound(), lastStage);
    }
    walk.rest();
    return pages;
  }

  private void followBlocks() {
    boolean gone = ledger.follow();
    walk.blocksChanged();
    if (gone && settings.departs(Departure.GONE_BLOCK_EMPTIES_CACHE)) {
      cache.clear();
    }
  }

  private void beginFirstRoundAnew() {
    tally.saw(Sight.BULK_RESTART);
    walk.startAnew();
    routes.forgetLastSent();
    knownVersion = memory.version();
    if (settings.departs(Departure.NEW_ROUND_EMPTIES_CACHE)) {
      cache.clear();
    }
  }

  private void firstRoundIsOver() {
    if (settings.deltas()) {
      thread.stop();
    }
  }

  private void sync() {
    watch.begin(millis());
    watch.end(ledger.takeWritten(), millis());
  }

  private void release() {
    memory.watchGrowth((from, to) -> {});
    cache.clear();
    tally.throttlePercent = 0;
  }

  private long millis() {
    return nanoClock.getAsLong() / 1_000_000;
  }
}
