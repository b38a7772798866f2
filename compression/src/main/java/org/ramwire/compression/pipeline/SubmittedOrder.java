package org.ramwire.compression.pipeline;

import java.io.IOException;
import org.ramwire.codec.record.RamRecordKind;

/** {@link RecordOrder#AS_SUBMITTED}: every page keeps its place, the zero pages too. */
final class SubmittedOrder implements WriteOrder {

  @Override
  public RamRecordKind first(SubmittedPages pages, long pageOffset) throws IOException {
    pages.writePlain(pageOffset);
    return RamRecordKind.PAGE;
  }

  @Override
  public void zero(SubmittedPages pages, long pageOffset) throws IOException {
    makeRoom(pages);
    pages.holdZero(pageOffset);
  }

  @Override
  public void page(SubmittedPages pages, long pageOffset) throws IOException {
    makeRoom(pages);
    pages.holdPage(pageOffset, 0);
  }

  private static void makeRoom(SubmittedPages pages) throws IOException {
    if (pages.ring().isFull()) {
      writeOldest(pages);
    }
  }

  private static void writeOldest(SubmittedPages pages) throws IOException {
    WorkRing<DeflateSlot> ring = pages.ring();
    DeflateSlot oldest = ring.peek(0);
    ring.await(oldest);
    pages.write(oldest);
    ring.release(1);
  }

  @Override
  public void drain(SubmittedPages pages) throws IOException {
    while (!pages.ring().isEmpty()) {
      writeOldest(pages);
    }
  }
}
