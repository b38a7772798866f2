package org.ramwire.sender.route;

import java.io.IOException;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.format.PageSize;
import org.ramwire.sender.count.Counters;
import org.ramwire.sender.rules.SenderRules;
import org.ramwire.xbzrle.XbzrleEncoder;

/**
 * The way of a changed page after the first round: XBZRLE, a delta against the cache of sent pages
 * (RAM-053). It sees to what the cache keeps, so a page that the cache takes goes as PAGE from
 * here, with the bytes that the cache has.
 */
final class DeltaRoute implements Route {

  private final SentPages sentPages;
  private final PlainRoute plain;
  private final RamRecordWriter writer;
  private final StreamOutput output;
  private final SenderRules rules;
  private final Counters counters;
  private final XbzrleEncoder encoder;
  private final byte[] current;
  private final byte[] deltaBytes;

  /** The delta by its length, so that none is made for a page; filled as lengths come up. */
  private final Bytes[] deltas;

  DeltaRoute(
      PageSize pageSize,
      SentPages sentPages,
      PlainRoute plain,
      RamRecordWriter writer,
      StreamOutput output,
      SenderRules rules,
      Counters counters) {
    this.sentPages = sentPages;
    this.plain = plain;
    this.writer = writer;
    this.output = output;
    this.rules = rules;
    this.counters = counters;
    this.encoder = new XbzrleEncoder(pageSize);
    this.current = new byte[pageSize.bytes()];
    this.deltaBytes = new byte[pageSize.bytes()];
    this.deltas = new Bytes[pageSize.bytes() + 1];
  }

  @Override
  public boolean send(FoundPage page) throws IOException {
    if (page.inBulkStage()) {
      return plain.send(page);
    }
    byte[] base = sentPages.find(page);
    if (base == null) {
      counters.xbzrleCacheMisses.add(1);
      return sendFirst(page);
    }
    page.view().copyTo(current, 0);
    int length = encoder.encode(base, 0, current, 0, deltaBytes, 0, current.length);
    if (length == XbzrleEncoder.UNCHANGED) {
      rules.countUnchanged(counters);
      return false;
    }
    if (!page.inLastStage()) {
      System.arraycopy(current, 0, base, 0, current.length);
    }
    if (length == XbzrleEncoder.OVERFLOW) {
      rules.countOverflow(counters, current.length);
      return plain.send(page, current);
    }
    long before = output.offset();
    writer.xbzrle(page.wire(), page.offset(), delta(length));
    rules.countDelta(counters, output.offset() - before);
    return true;
  }

  /**
   * Sends a page that the cache does not have, and has the cache keep it if there is room. In the
   * last stage nothing is kept: nobody will ask for it.
   */
  private boolean sendFirst(FoundPage page) throws IOException {
    byte[] copy = page.inLastStage() ? null : sentPages.claim(page);
    if (copy == null) {
      return plain.send(page);
    }
    page.view().copyTo(copy, 0);
    return plain.send(page, copy);
  }

  private Bytes delta(int length) {
    if (deltas[length] == null) {
      deltas[length] = Bytes.of(deltaBytes, 0, length);
    }
    return deltas[length];
  }
}
