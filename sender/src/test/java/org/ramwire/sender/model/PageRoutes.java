package org.ramwire.sender.model;

import org.ramwire.sender.model.ModelTransport.Answer;
import org.ramwire.sender.model.ModelTransport.Verdict;

/** The modelled ways that a page can go: beside the stream, zero, delta, compressed, whole. */
final class PageRoutes {

  /** What the caller learns of a page: how many went, where -1 means one that nobody sent. */
  static final int NONE = 0;

  static final int ONE = 1;
  static final int NOBODY = -1;

  private final ModelSettings settings;
  private final ModelWire wire;
  private final Tally tally;
  private final ModelTransport transport;
  private final CompressingThread thread;
  private final SentPages cache;
  private final DeltaRoute deltas;

  /** The block of the last page that went, which a record need not name again. */
  private ModelBlock lastSent;

  PageRoutes(
      ModelSettings settings,
      ModelWire wire,
      Tally tally,
      ModelTransport transport,
      CompressingThread thread,
      SentPages cache) {
    this.settings = settings;
    this.wire = wire;
    this.tally = tally;
    this.transport = transport;
    this.thread = thread;
    this.cache = cache;
    this.deltas = new DeltaRoute(wire, tally, cache);
  }

  void forgetLastSent() {
    lastSent = null;
  }

  int save(ModelBlock block, long offset, boolean firstRound, boolean lastStage) {
    boolean compress = thread.inUse();
    Answer answer = transport.offer(block, offset);
    byte[] page = block.page(offset, settings.pageBytes());
    if (answer.verdict() != Verdict.REFUSED) {
      return besideStream(block, offset, page, answer, compress);
    }
    int pages;
    if (compress) {
      pages = saveCompressed(block, offset, page);
    } else {
      pages = savePlain(block, offset, page, firstRound, lastStage);
    }
    if (pages == ONE) {
      lastSent = block;
    }
    return pages;
  }

  private int besideStream(
      ModelBlock block, long offset, byte[] page, Answer answer, boolean compress) {
    long bytes = answer.bytes();
    tally.transferred += bytes;
    if (answer.verdict() == Verdict.TAKEN) {
      wire.wentBeside(bytes);
      tally.normal += bytes > 0 ? 1 : 0;
      tally.duplicate += bytes > 0 ? 0 : 1;
      tally.saw(bytes > 0 ? Sight.HOOK_TOOK : Sight.HOOK_TOOK_WITHOUT_BYTES);
    } else {
      tally.saw(bytes > 0 ? Sight.HOOK_DELAYED_WITH_BYTES : Sight.HOOK_DELAYED);
    }
    if (settings.departs(Departure.HOOKED_PAGE_LEAVES_CACHE)) {
      cache.drop(block.address + offset);
    }
    boolean taken = bytes > 0 || settings.departs(Departure.HOOKED_PAGE_IS_NOT_SENT_TOO);
    if (!taken && compress) {
      return NOBODY;
    }
    if (!taken) {
      writeWhole(block, offset, page);
      lastSent = block;
    } else if (!settings.departs(Departure.HOOKED_PAGE_NAMES_NO_BLOCK)) {
      lastSent = block;
    }
    return ONE;
  }

  private int saveCompressed(ModelBlock block, long offset, byte[] page) {
    boolean sameBlock = block == lastSent;
    if (!sameBlock) {
      thread.flush(Sight.FLUSH_AT_BLOCK);
    }
    if (isZero(page)) {
      tally.sawIf(thread.holdsPage(), Sight.HELD_PAGE_OVERTAKEN_BY_ZERO);
      writeZero(block, offset);
    } else if (sameBlock) {
      thread.submit(block, offset, page);
    } else {
      thread.writeAtOnce(block, offset, page);
    }
    return ONE;
  }

  private int savePlain(
      ModelBlock block, long offset, byte[] page, boolean firstRound, boolean lastStage) {
    boolean useDeltas = settings.deltas() && !firstRound;
    if (isZero(page)) {
      writeZero(block, offset);
      if (useDeltas) {
        deltas.zeroWent(block, offset, settings.pageBytes());
      }
      return ONE;
    }
    if (useDeltas) {
      switch (deltas.save(block, offset, page, block == lastSent, lastStage)) {
        case WRITTEN:
          return ONE;
        case UNCHANGED:
          return NONE;
        default:
          break;
      }
    }
    writeWhole(block, offset, page);
    return ONE;
  }

  private void writeZero(ModelBlock block, long offset) {
    long start = wire.streamed();
    RecordWriter.head(wire, block, offset, RecordWriter.ZERO, block == lastSent);
    wire.u8(0);
    tally.transferred += wire.streamed() - start;
    tally.duplicate++;
    tally.saw(Sight.ZERO);
  }

  private void writeWhole(ModelBlock block, long offset, byte[] page) {
    long start = wire.streamed();
    RecordWriter.head(wire, block, offset, RecordWriter.PAGE, block == lastSent);
    wire.raw(page);
    tally.transferred += wire.streamed() - start;
    tally.normal++;
    tally.saw(Sight.PLAIN);
  }

  private static boolean isZero(byte[] page) {
    for (byte value : page) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
