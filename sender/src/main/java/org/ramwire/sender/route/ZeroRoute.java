package org.ramwire.sender.route;

import java.io.IOException;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.sender.count.Counters;

/** The way of a zero page: ZERO. */
final class ZeroRoute implements Route {

  private final Route next;
  private final RamRecordWriter writer;
  private final SentPages sentPages;
  private final Counters counters;

  ZeroRoute(Route next, RamRecordWriter writer, SentPages sentPages, Counters counters) {
    this.next = next;
    this.writer = writer;
    this.sentPages = sentPages;
    this.counters = counters;
  }

  @Override
  public boolean send(FoundPage page) throws IOException {
    if (!page.view().isZero()) {
      return next.send(page);
    }
    writer.zeroPage(page.wire(), page.offset(), (byte) 0);
    counters.duplicatePages.add(1);
    if (!page.inBulkStage()) {
      sentPages.keepZero(page);
    }
    return true;
  }
}
