package org.ramwire.compression.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The orders of records that the compressing threads of the seed's build can give (RAM-015).
 *
 * <p>Each thread has a place for one page. A page to compress goes to a place where nothing is
 * being done; what that place holds from before is written then, so that a submission writes one
 * record or none. Places that have held nothing come after all others. A ZERO record is written at
 * once. A page that opens its block, and the section's end, first have what all places hold
 * written, in the order of the places. Which thread is done at which moment is chance; everything
 * else is not.
 *
 * <p>Immutable. The cost of a check grows with the number of pages.
 */
public final class SeedOrder {

  /** How a page's record gets into the stream. */
  public enum Way {
    /** At once, after what the places hold: the first page of a block, whatever its kind. */
    FIRST,
    /** At once, before what the places hold: ZERO. */
    OVERTAKING,
    /** By one of the threads: COMPRESS_PAGE. */
    HELD
  }

  /**
   * A page of a section.
   *
   * @param idstr its block
   * @param pageOffset where it starts in it
   * @param way how its record gets into the stream
   */
  public record Page(String idstr, long pageOffset, Way way) {

    /**
     * Checks that all is there.
     *
     * @param idstr its block
     * @param pageOffset where it starts in it
     * @param way how its record gets into the stream
     */
    public Page {
      Objects.requireNonNull(idstr, "idstr");
      Objects.requireNonNull(way, "way");
    }
  }

  private final int threads;

  /**
   * Asks for a number of threads.
   *
   * @param threads 1 to 255
   * @throws IllegalArgumentException if there are more or fewer
   */
  public SeedOrder(int threads) {
    if (threads < 1 || threads > DeflateOptions.MAX_THREADS) {
      throw new IllegalArgumentException("1 to 255 threads, not " + threads);
    }
    this.threads = threads;
  }

  /**
   * Tells whether the threads can have given an order.
   *
   * @param submitted the pages of a section, or of a part of it between two flushes, in the order
   *     in which the search found them; each page once
   * @param written the same pages in the order of their records
   * @return true if they can; false also if the pages are not the same
   */
  public boolean isPossible(List<Page> submitted, List<Page> written) {
    if (submitted.size() != written.size()) {
      return false;
    }
    int from = 0;
    for (int i = 0; i < submitted.size(); i++) {
      if (submitted.get(i).way() == Way.FIRST) {
        if (!submitted.get(i).equals(written.get(i)) || !isPossible(submitted, written, from, i)) {
          return false;
        }
        from = i + 1;
      }
    }
    return isPossible(submitted, written, from, submitted.size());
  }

  private boolean isPossible(List<Page> submitted, List<Page> written, int from, int to) {
    SeedStretch stretch = SeedStretch.of(submitted.subList(from, to), written.subList(from, to));
    return stretch != null && stretch.isPossible(threads);
  }

  /**
   * Returns an order of submission from the records of a single thread, whose order leaves no
   * choice: a page is written when the next one to compress has come.
   *
   * @param written the records of a section, or of a part of it between two flushes
   * @return the same pages in an order that gives these records, and with other threads the same
   *     records as the true one
   */
  public static List<Page> submittedToOneThread(List<Page> written) {
    List<Page> submitted = new ArrayList<>(written.size());
    // Where a held page was submitted whose record comes next: before what has overtaken it.
    int held = 0;
    for (Page page : written) {
      int at =
          switch (page.way()) {
            case OVERTAKING, FIRST -> submitted.size();
            case HELD -> held;
          };
      submitted.add(at, page);
      held =
          switch (page.way()) {
            case OVERTAKING -> held;
            case HELD, FIRST -> submitted.size();
          };
    }
    return submitted;
  }
}
