package org.ramwire.sender.profile;

/**
 * Whose order of records and whose counters a sender has. The streams of both are read by every
 * reader: the clauses leave these choices to a writer (RAM-015).
 */
public enum SenderProfile {
  /**
   * The commit that the specification rests on, of 2015. The first page of a block is compressed
   * before any other of it; zero pages overtake pages that are being compressed; nothing is being
   * compressed at a section's end; a block list that has changed sends memory again.
   */
  SEED,
  /**
   * QEMU 7.2. The first page of a block is never compressed; zero pages keep their place among the
   * compressed ones; pages that are being compressed go into a later section; a block that changes
   * its length ends the migration; unchanged and overflown pages count among the XBZRLE pages.
   */
  QEMU_7_2
}
