package org.ramwire.compression.pipeline;

import java.io.IOException;
import org.ramwire.codec.record.RamRecordKind;

/**
 * When the records of submitted pages are written: a {@link RecordOrder} at work. A block's first
 * page comes when nothing is held; after it, pages of that block alone. Not thread-safe.
 */
interface WriteOrder {

  /** Chooses the strategy. */
  static WriteOrder of(DeflateOptions options) {
    return switch (options.order()) {
      case AS_FINISHED -> new FinishedOrder(options.pagesInFlight());
      case DETERMINISTIC -> new OneThreadOrder();
      case AS_SUBMITTED -> new SubmittedOrder();
    };
  }

  /** Returns how many slots a ring needs for so many pages in flight. */
  default int slots(int pagesInFlight) {
    return pagesInFlight;
  }

  /** Writes the record of a block's first page that is not zero, and returns its kind. */
  default RamRecordKind first(SubmittedPages pages, long pageOffset) throws IOException {
    pages.writeDeflated(pageOffset);
    return RamRecordKind.COMPRESS_PAGE;
  }

  /** Takes a zero page, and writes what is due. */
  void zero(SubmittedPages pages, long pageOffset) throws IOException;

  /** Takes the copied page to compress, and writes what is due. */
  void page(SubmittedPages pages, long pageOffset) throws IOException;

  /** Writes all that is held. */
  void drain(SubmittedPages pages) throws IOException;
}
