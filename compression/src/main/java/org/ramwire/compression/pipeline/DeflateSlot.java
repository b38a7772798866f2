package org.ramwire.compression.pipeline;

import org.ramwire.codec.RamBlock;
import org.ramwire.format.page.PageEncoder;

/** A page on its way through a deflating pipeline. */
final class DeflateSlot extends WorkRing.Slot {

  /** The page's copy; the owner exchanges it with its spare buffer. */
  byte[] page;

  /** The deflated page from index 0. */
  final byte[] payload;

  /** Its bytes, or {@link PageEncoder#NOT_ENCODED}. */
  int payloadBytes;

  /** Zlib's level when the page was submitted. */
  int level;

  RamBlock block;
  long pageOffset;

  /** A ZERO record that keeps its place: nothing to deflate. */
  boolean zero;

  /** Which of the places for held pages the page has; in order of finishing only. */
  int place;

  /** The record has been written, and the slot waits for older ones to be released. */
  boolean written;

  DeflateSlot(int pageBytes, int payloadBound) {
    page = new byte[pageBytes];
    payload = new byte[payloadBound];
  }
}
