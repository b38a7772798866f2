package org.ramwire.compression.pipeline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@link RecordOrder#AS_FINISHED}: so many places hold a page each; a page to compress takes the
 * place of one that is finished, which is written then. A ZERO record goes out at once.
 */
final class FinishedOrder implements WriteOrder {

  /** Pages that are held, by their places. */
  private final DeflateSlot[] places;

  /** How many places hold one: the first ones. */
  private int held;

  FinishedOrder(int pagesInFlight) {
    this.places = new DeflateSlot[pagesInFlight];
  }

  /** Pages may go while an older one keeps its slot. */
  @Override
  public int slots(int pagesInFlight) {
    return pagesInFlight > 1 ? 2 * pagesInFlight : pagesInFlight;
  }

  @Override
  public void zero(SubmittedPages pages, long pageOffset) throws IOException {
    pages.writeZero(pageOffset);
  }

  @Override
  public void page(SubmittedPages pages, long pageOffset) throws IOException {
    int place = makePlace(pages);
    places[place] = pages.holdPage(pageOffset, place);
  }

  /** Returns a place for a page, and writes what it held before, if anything: one page at most. */
  private int makePlace(SubmittedPages pages) throws IOException {
    WorkRing<DeflateSlot> ring = pages.ring();
    DeflateSlot leaving = ring.isFull() ? ring.peek(0) : oldestFinished(ring);
    if (leaving == null) {
      if (held < places.length) {
        return held++;
      }
      leaving = ring.peek(0);
    }
    ring.await(leaving);
    pages.write(leaving);
    releaseWritten(ring);
    return leaving.place;
  }

  private static @Nullable DeflateSlot oldestFinished(WorkRing<DeflateSlot> ring) {
    for (int position = 0; position < ring.size(); position++) {
      DeflateSlot slot = ring.peek(position);
      if (!slot.written && slot.done) {
        return slot;
      }
    }
    return null;
  }

  /** Gives back the slots of the oldest pages that have been written: the first one is held. */
  private static void releaseWritten(WorkRing<DeflateSlot> ring) {
    while (!ring.isEmpty() && ring.peek(0).written) {
      ring.release(1);
    }
  }

  /** Writes what the places hold, in their order. */
  @Override
  public void drain(SubmittedPages pages) throws IOException {
    for (int place = 0; place < held; place++) {
      pages.ring().await(places[place]);
      pages.write(places[place]);
    }
    held = 0;
    releaseWritten(pages.ring());
  }
}
