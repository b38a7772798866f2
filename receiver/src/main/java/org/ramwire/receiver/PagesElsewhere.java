package org.ramwire.receiver;

import java.util.Arrays;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.format.Clause;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The judgement whether a stream is the main channel of a multifd migration, whose pages went by
 * other channels (RAM-091, RAM-092).
 */
final class PagesElsewhere {

  private final LoadReport report;
  private boolean wholeStream;
  private boolean devices;
  private boolean hooked;

  PagesElsewhere(LoadReport report) {
    this.report = report;
  }

  void endOfFile() {
    wholeStream = true;
  }

  void device() {
    devices = true;
  }

  void hook() {
    hooked = true;
  }

  /** Refuses such a stream at its end. */
  void check(long offset) throws UnsupportedStreamException {
    if (report.pagesNeverSent() == 0) {
      return;
    }
    if (report.multifdFlushes > 0) {
      throw elsewhere(Clause.MULTIFD_PAGES, offset);
    }
    // RAM-092: "… lacks a page, holds devices, and has no record that brings content."
    if (wholeStream && devices && !hooked && !report.sharedLeftOut && contentRecords() == 0) {
      throw elsewhere(Clause.MULTIFD_MAIN, offset);
    }
  }

  private long contentRecords() {
    return Arrays.stream(RamRecordKind.values())
        .filter(kind -> kind.isPage() && kind != RamRecordKind.ZERO)
        .mapToLong(report::pages)
        .sum();
  }

  private UnsupportedStreamException elsewhere(Clause clause, long offset) {
    return new UnsupportedStreamException(
        clause,
        offset,
        report.pagesNeverSent()
            + " page(s) are not in this channel: it is the main channel of a multifd migration,"
            + " and the pages went by the others");
  }
}
