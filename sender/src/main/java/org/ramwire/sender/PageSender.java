package org.ramwire.sender;

import java.io.Closeable;
import java.io.IOException;
import org.ramwire.codec.RamRecordKind;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.codec.StreamOutput;
import org.ramwire.compression.pipeline.DeflateOptions;
import org.ramwire.compression.pipeline.DeflatePipeline;
import org.ramwire.compression.pipeline.RecordOrder;

/**
 * The decision how a page goes: by the hook's transport, as ZERO, as a delta, compressed, or plain;
 * in this order. Not thread-safe.
 */
final class PageSender implements Closeable {

  private final StreamOutput output;
  private final RamRecordWriter writer;
  private final PageView view;
  private final ControlHook hook;
  private final Counters counters;
  private final RateLimit rateLimit;
  private final boolean seed;
  private final int pageBytes;

  /** Null without XBZRLE. */
  private final DeltaStage deltas;

  /** Null without compression. */
  private final DeflatePipeline compression;

  /** Whether pages are compressed still: with XBZRLE only in the first round. */
  private boolean compressing;

  PageSender(
      SenderOptions options,
      StreamOutput output,
      RamRecordWriter writer,
      PageView view,
      ControlHook hook,
      Counters counters,
      RateLimit rateLimit) {
    this.output = output;
    this.rateLimit = rateLimit;
    this.writer = writer;
    this.view = view;
    this.hook = hook;
    this.counters = counters;
    this.seed = options.profile() == SenderProfile.SEED;
    this.pageBytes = options.pageSize().bytes();
    this.deltas = options.xbzrle() ? new DeltaStage(options, writer, counters) : null;
    this.compressing = options.compression();
    this.compression =
        compressing ? new DeflatePipeline(writer, options.pageSize(), deflating(options)) : null;
  }

  private static DeflateOptions deflating(SenderOptions options) {
    int threads = options.compressionThreads();
    int level = options.compressionLevel();
    RecordOrder order = options.compressionOrder();
    if (options.profile() == SenderProfile.SEED && order == RecordOrder.AS_SUBMITTED) {
      // The seed holds a page for each thread in every order but that of a single thread.
      return new DeflateOptions(threads, level, order, threads);
    }
    return new DeflateOptions(threads, level, order);
  }

  DeltaStage deltas() {
    return deltas;
  }

  /** Sets zlib's level for the pages sent from now on; false without compression. Any thread's. */
  boolean compressionLevel(int level) {
    if (compression != null) {
      compression.level(level);
    }
    return compression != null;
  }

  /** Takes note that a block has gone: another may get its addresses. */
  void blocksGone() {
    if (deltas != null) {
      deltas.forgetAll();
    }
  }

  /** Makes the next record name its block: a first round begins anew. */
  void roundsBeginAnew() throws IOException {
    if (deltas != null) {
      // The first round sends pages without telling the cache, which would be stale afterwards.
      deltas.forgetAll();
    }
    if (compression == null) {
      writer.nameNextBlock();
    } else {
      long before = output.offset();
      compression.nameNextBlock();
      counters.transferredBytes.add(output.offset() - before);
    }
  }

  /** Ends a round: the search has come to the last block's end. */
  void roundEnded() throws IOException {
    if (compression == null) {
      return;
    }
    if (deltas != null || !seed) {
      // A page of the new round must not overtake what is left of it from the old one.
      flush();
    }
    if (deltas != null) {
      compressing = false;
    }
  }

  /** Ends a payload before its EOS. */
  void payloadEnds(boolean lastStage) throws IOException {
    // 7.2 leaves pages with its threads, and their records in a later section.
    if (compression != null && (seed || lastStage)) {
      flush();
    }
  }

  private void flush() throws IOException {
    long before = output.offset();
    compression.flush();
    counters.transferredBytes.add(output.offset() - before);
  }

  /** Sends a page, and tells whether it has gone: one that has not changed does not. */
  boolean send(SendBlock block, long page, PageSearch search, boolean lastStage)
      throws IOException {
    long pageOffset = block.pageOffset(page);
    long hooked = hook.savePage(block.guest, pageOffset, view);
    if (hooked != ControlHook.UNSUPPORTED) {
      countHooked(hooked);
      if (deltas != null) {
        deltas.pageTaken(block, page);
      }
      return true;
    }
    long before = output.offset();
    boolean sent = sendPage(block, page, search, lastStage);
    counters.transferredBytes.add(output.offset() - before);
    return sent;
  }

  private boolean sendPage(SendBlock block, long page, PageSearch search, boolean lastStage)
      throws IOException {
    try {
      if (compressing) {
        count(compression.submit(block.wire, block.pageOffset(page), block.source));
        return true;
      }
      return sendAlone(block, page, search.bulkStage(), lastStage);
    } catch (InternalError e) {
      // The JVM's word for a page of a mapping that has no file behind it any more.
      String at = Long.toHexString(block.pageOffset(page));
      throw new IOException(
          block.guest.idstr() + " cannot be read at 0x" + at + ": was its file shortened?", e);
    }
  }

  private void countHooked(long bytes) {
    if (bytes >= 0) {
      counters.transferredBytes.add(bytes);
      rateLimit.movedBeside(bytes);
      (bytes == 0 ? counters.duplicatePages : counters.normalPages).add(1);
    } else if (bytes != ControlHook.DELAYED) {
      // What is on its way is not measured before it has gone.
      counters.transferredBytes.add(ControlHook.delayedBytes(bytes));
    }
  }

  private void count(RamRecordKind kind) {
    if (kind == RamRecordKind.ZERO) {
      counters.duplicatePages.add(1);
      return;
    }
    if (kind == RamRecordKind.COMPRESS_PAGE) {
      counters.compressedPages.add(1);
    }
    if (seed || kind == RamRecordKind.PAGE) {
      counters.normalPages.add(1);
    }
  }

  private boolean sendAlone(SendBlock block, long page, boolean bulkStage, boolean lastStage)
      throws IOException {
    long pageOffset = block.pageOffset(page);
    block.guest.viewPage(pageOffset, view);
    boolean usesDeltas = deltas != null && !bulkStage;
    if (view.isZero()) {
      writer.zeroPage(block.wire, pageOffset, (byte) 0);
      count(RamRecordKind.ZERO);
      if (usesDeltas) {
        deltas.zeroPageSent(block, page);
      }
      return true;
    }
    if (usesDeltas) {
      long before = output.offset();
      DeltaStage.Outcome outcome = deltas.send(block, page, view, lastStage);
      if (outcome == DeltaStage.Outcome.SENT) {
        long bytes = output.offset() - before;
        counters.xbzrleBytes.add(seed ? bytes : bytes - Long.BYTES);
      }
      if (outcome != DeltaStage.Outcome.NOT_ENCODED) {
        return outcome == DeltaStage.Outcome.SENT;
      }
    }
    view.writeTo(writer, block.wire, pageOffset);
    count(RamRecordKind.PAGE);
    return true;
  }

  @Override
  public void close() {
    if (compression != null) {
      compression.close();
    }
  }
}
