package org.ramwire.compression.pipeline;

import java.io.IOException;

/**
 * {@link RecordOrder#DETERMINISTIC}: a page is written when the next one to compress has come,
 * after the zero pages between them. So a ZERO record overtakes the one page before it, and no
 * other.
 */
final class OneThreadOrder implements WriteOrder {

  @Override
  public void zero(SubmittedPages pages, long pageOffset) throws IOException {
    if (pages.compressing() > 1) {
      makeRoom(pages);
      if (pages.compressing() <= 1) {
        writeWaitingZeroes(pages);
      }
    }
    if (pages.compressing() <= 1) {
      pages.writeZero(pageOffset);
      return;
    }
    makeRoom(pages);
    pages.holdZero(pageOffset);
  }

  /** Writes the zero pages that nothing but the one page in flight is before. */
  private static void writeWaitingZeroes(SubmittedPages pages) throws IOException {
    for (int position = 1; position < pages.ring().size(); position++) {
      pages.write(pages.ring().peek(position));
    }
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

  /** Writes the oldest page, after the zero pages that came before the next one to compress. */
  private static void writeOldest(SubmittedPages pages) throws IOException {
    WorkRing<DeflateSlot> ring = pages.ring();
    int count = 1;
    while (count < ring.size() && ring.peek(count).zero) {
      DeflateSlot zero = ring.peek(count);
      ring.await(zero);
      if (!zero.written) {
        pages.write(zero);
      }
      count++;
    }
    DeflateSlot oldest = ring.peek(0);
    ring.await(oldest);
    pages.write(oldest);
    ring.release(count);
  }

  @Override
  public void drain(SubmittedPages pages) throws IOException {
    while (!pages.ring().isEmpty()) {
      writeOldest(pages);
    }
  }
}
