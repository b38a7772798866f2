package org.ramwire.sender.route;

import java.io.IOException;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.sender.count.Counters;

/** The way of any page: PAGE. */
final class PlainRoute implements Route {

  private final RamRecordWriter writer;
  private final Counters counters;

  PlainRoute(RamRecordWriter writer, Counters counters) {
    this.writer = writer;
    this.counters = counters;
  }

  @Override
  public boolean send(FoundPage page) throws IOException {
    page.view().writeTo(writer, page.wire(), page.offset());
    counters.normalPages.add(1);
    return true;
  }

  /** Sends a copy of a page: what goes and what is kept have to be the same. */
  boolean send(FoundPage page, byte[] copy) throws IOException {
    writer.page(page.wire(), page.offset(), copy, 0);
    counters.normalPages.add(1);
    return true;
  }
}
