package org.ramwire.compression.pipeline;

/** The orders in which a deflating pipeline's records may come (RAM-015). */
public enum RecordOrder {
  /**
   * As the pages get finished: an order that the seed's threads can give ({@link SeedOrder}). A
   * page to compress has one that is finished go out, or none, and a ZERO record goes out at once.
   * With one thread this is the order of a single thread, to the byte and to the moment.
   */
  AS_FINISHED,
  /**
   * The order of a single thread, whatever the number of threads: a page goes out when the next one
   * to compress has come, after the ZERO records in between. The bytes, and how many of them each
   * submission writes, depend on the pages and on the bound of pages in flight alone.
   */
  DETERMINISTIC,
  /**
   * The order of submission, as QEMU 7.2 has it with one thread: zero pages keep their place among
   * the others, and a page goes out when its place is needed for another. The first page of a block
   * is never compressed. Several threads give the same order.
   */
  AS_SUBMITTED
}
