package org.ramwire.sender.route;

import java.io.IOException;
import org.ramwire.codec.RamRecordWriter;
import org.ramwire.sender.count.Counters;

/** The way of a zero page: ZERO. */
final class ZeroRoute implements Route {

  private final RamRecordWriter writer;
  private final SentPages sentPages;
  private final Counters counters;

  ZeroRoute(RamRecordWriter writer, SentPages sentPages, Counters counters) {
    this.writer = writer;
    this.sentPages = sentPages;
    this.counters = counters;
  }

  @Override
  public Outcome send(FoundPage page) throws IOException {
    if (!page.view().isZero()) {
      return Outcome.LEFT;
    }
    writer.zeroPage(page.wire(), page.offset(), (byte) 0);
    counters.duplicatePages.add(1);
    if (!page.inBulkStage()) {
      sentPages.keepZero(page);
    }
    return Outcome.SENT;
  }
}
