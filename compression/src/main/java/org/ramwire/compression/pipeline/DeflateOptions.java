package org.ramwire.compression.pipeline;

import java.util.Objects;
import org.ramwire.compression.PageDeflater;

/**
 * How a deflating pipeline works.
 *
 * @param threads how many threads deflate, 1 to 255; the caller's is one of them
 * @param level zlib's level at first, 0 to 9
 * @param order which order the records come in
 * @param pagesInFlight how many pages may have been submitted and not yet written, 1 to 4096; in
 *     order of finishing usually one for each thread, as with the seed's threads
 */
public record DeflateOptions(int threads, int level, RecordOrder order, int pagesInFlight) {

  /** The most threads that a migration parameter can ask for. */
  public static final int MAX_THREADS = 255;

  /** The most pages in flight. */
  public static final int MAX_PAGES_IN_FLIGHT = 4096;

  /** Pages in flight in deterministic order: one number for any number of threads. */
  private static final int DETERMINISTIC_PAGES = 64;

  /**
   * Checks the ranges.
   *
   * @param threads 1 to 255
   * @param level 0 to 9
   * @param order which order the records come in
   * @param pagesInFlight 1 to 4096
   * @throws IllegalArgumentException if a number is out of its range
   */
  public DeflateOptions {
    Objects.requireNonNull(order, "order");
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("1 to 255 threads, not " + threads);
    }
    PageDeflater.requireLevel(level);
    if (pagesInFlight < 1 || pagesInFlight > MAX_PAGES_IN_FLIGHT) {
      throw new IllegalArgumentException("1 to 4096 pages in flight, not " + pagesInFlight);
    }
  }

  /**
   * Chooses the order's usual number of pages in flight.
   *
   * @param threads 1 to 255
   * @param level 0 to 9
   * @param order which order the records come in
   */
  public DeflateOptions(int threads, int level, RecordOrder order) {
    this(threads, level, order, usualPages(threads, order));
  }

  private static int usualPages(int threads, RecordOrder order) {
    return switch (order) {
      case AS_FINISHED -> threads;
      case DETERMINISTIC -> DETERMINISTIC_PAGES;
      case AS_SUBMITTED -> WorkRing.usualSlots(threads);
    };
  }
}
