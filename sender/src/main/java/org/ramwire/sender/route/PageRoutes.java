package org.ramwire.sender.route;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.sender.ControlHook;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.count.Counters;
import org.ramwire.sender.memory.PageView;
import org.ramwire.sender.rules.SenderRules;
import org.ramwire.sender.search.SendBlock;

/**
 * The ways that a page can go, tried in this order: the hook's transport, the compressing threads,
 * ZERO, a delta, PAGE. Not thread-safe, but for {@link #compressionLevel}, {@link #resizeCache} and
 * {@link #cacheBytes}.
 */
public final class PageRoutes implements Closeable {

  private final Route first;
  private final FoundPage page;
  private final RamRecordWriter writer;
  private final StreamOutput output;
  private final Counters counters;
  private final SentPages sentPages;

  /** Null without compression. */
  private final CompressRoute compress;

  /** Builds the chain that the options ask for. */
  public PageRoutes(
      SenderOptions options,
      StreamOutput output,
      RamRecordWriter writer,
      PageView view,
      ControlHook hook,
      Counters counters,
      LongConsumer movedBeside) {
    SenderRules rules = SenderRules.of(options.profile());
    this.page = new FoundPage(view);
    this.writer = writer;
    this.output = output;
    this.counters = counters;
    this.sentPages = new SentPages(options, counters);
    // The chain from its end: each way is given the next.
    PlainRoute plain = new PlainRoute(writer, counters);
    Route changed =
        options.xbzrle()
            ? new DeltaRoute(options.pageSize(), sentPages, plain, writer, output, rules, counters)
            : plain;
    Route any = new ZeroRoute(changed, writer, sentPages, counters);
    this.compress =
        options.compression()
            ? new CompressRoute(any, options, rules, writer, output, counters)
            : null;
    Route stream = compress == null ? any : compress;
    this.first =
        hook == ControlHook.NONE
            ? stream
            : new HookRoute(stream, hook, view, sentPages, counters, movedBeside);
  }

  /** Sends a page, and tells whether it has gone: one that has not changed does not. */
  public boolean send(SendBlock block, long index, boolean bulkStage, boolean lastStage)
      throws IOException {
    page.found(block, index, bulkStage, lastStage);
    long before = output.offset();
    try {
      boolean gone = first.send(page);
      counters.transferredBytes.add(output.offset() - before);
      return gone;
    } catch (InternalError e) {
      // The JVM's word for a page of a mapping that has no file behind it any more.
      String at = Long.toHexString(page.offset());
      throw new IOException(
          block.guest.idstr() + " cannot be read at 0x" + at + ": was its file shortened?", e);
    }
  }

  /** Makes the next record name its block: a first round begins anew. */
  public void roundsBeginAnew() throws IOException {
    // ERR-055: the first round sends pages without telling the cache, which would be stale.
    sentPages.forgetAll();
    if (compress == null) {
      writer.nameNextBlock();
    } else {
      compress.nameNextBlock();
    }
  }

  /** Ends a round: the search has come to the last block's end. */
  public void roundEnded() throws IOException {
    if (compress != null) {
      compress.roundEnded();
    }
  }

  /** Ends a payload before its EOS. */
  public void payloadEnds(boolean lastStage) throws IOException {
    if (compress != null) {
      compress.payloadEnds(lastStage);
    }
  }

  /** Takes note that a block has gone: another may get its addresses (ERR-058). */
  public void blocksGone() {
    sentPages.forgetAll();
  }

  /** Changes the size of the cache of sent pages, and returns it after rounding. Any thread's. */
  public long resizeCache(long bytes) {
    return sentPages.resize(bytes);
  }

  /** Returns the size of the cache of sent pages, 0 without XBZRLE. Any thread's. */
  public long cacheBytes() {
    return sentPages.sizeBytes();
  }

  /** Sets zlib's level for the pages sent from now on. Any thread's. */
  public void compressionLevel(int level) {
    if (compress == null) {
      throw new IllegalStateException("the sender does not compress");
    }
    compress.level(level);
  }

  @Override
  public void close() {
    if (compress != null) {
      compress.close();
    }
  }
}
