package org.ramwire.sender.route;

import java.io.Closeable;
import java.io.IOException;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.compression.pipeline.DeflateOptions;
import org.ramwire.compression.pipeline.DeflatePipeline;
import org.ramwire.sender.SenderOptions;
import org.ramwire.sender.count.Counter;
import org.ramwire.sender.count.Counters;
import org.ramwire.sender.rules.SenderRules;

/**
 * The way through the compressing threads, as COMPRESS_PAGE. It takes every page, with XBZRLE of
 * the first round only. Zero pages go by it too, as ZERO: they are told by the copy that would be
 * compressed.
 */
final class CompressRoute implements Route, Closeable {

  private final Route next;
  private final DeflatePipeline pipeline;
  private final StreamOutput output;
  private final SenderRules rules;
  private final Counters counters;
  private final boolean firstRoundOnly;

  /** The first round is over, and pages go as deltas now. */
  private boolean over;

  CompressRoute(
      Route next,
      SenderOptions options,
      SenderRules rules,
      RamRecordWriter writer,
      StreamOutput output,
      Counters counters) {
    DeflateOptions deflating =
        rules.deflating(
            options.compressionThreads(), options.compressionLevel(), options.compressionOrder());
    this.pipeline = new DeflatePipeline(writer, options.pageSize(), deflating);
    this.next = next;
    this.output = output;
    this.rules = rules;
    this.counters = counters;
    this.firstRoundOnly = options.xbzrle();
  }

  @Override
  public boolean send(FoundPage page) throws IOException {
    if (over) {
      return next.send(page);
    }
    RamRecordKind kind = pipeline.submit(page.wire(), page.offset(), page.block().source);
    return switch (kind) {
      case ZERO -> sent(counters.duplicatePages);
      case PAGE -> sent(counters.normalPages);
      case COMPRESS_PAGE -> {
        rules.countCompressed(counters);
        yield true;
      }
      case MEM_SIZE, XBZRLE, HOOK, MULTIFD_FLUSH, EOS ->
          throw new AssertionError("the pipeline made " + kind + " of a page");
    };
  }

  private static boolean sent(Counter pages) {
    pages.add(1);
    return true;
  }

  /** Sets zlib's level for the pages sent from now on. Any thread's. */
  void level(int level) {
    pipeline.level(level);
  }

  /** Ends a round: no page of the new one must overtake what is left of the old one. */
  void roundEnded() throws IOException {
    if (rules.flushesAtRoundEnd(firstRoundOnly)) {
      flush();
    }
    over = firstRoundOnly;
  }

  /** Ends a payload before its EOS. */
  void payloadEnds(boolean lastStage) throws IOException {
    if (rules.flushesAtPayloadEnd(lastStage)) {
      flush();
    }
  }

  private void flush() throws IOException {
    long before = output.offset();
    pipeline.flush();
    counters.transferredBytes.add(output.offset() - before);
  }

  /** Makes the next record name its block. */
  void nameNextBlock() throws IOException {
    long before = output.offset();
    pipeline.nameNextBlock();
    counters.transferredBytes.add(output.offset() - before);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
