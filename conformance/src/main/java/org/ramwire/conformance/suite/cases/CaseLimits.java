package org.ramwire.conformance.suite.cases;

/**
 * What a case file may ask for at most. Cases are small; a file that asks for more is a mistake, or
 * meant to make its reader hang.
 *
 * <p>Counts what one file makes, over all its entries. Not thread-safe.
 */
final class CaseLimits {

  static final int MAX_TEXT_CHARS = 4 << 20;
  static final int MAX_LINES = 1 << 16;
  static final int MAX_ID_CHARS = 100;
  static final int MAX_TITLE_CHARS = 300;
  static final int MAX_PROSE_CHARS = 4000;
  static final int MAX_WORDS = 200;
  static final int MAX_BLOCKS = 10_000;
  static final int MAX_LABELS = 10_000;
  static final int MAX_ROUNDS = 256;
  static final int MAX_OPEN_BRACKETS = 16;

  /** How much memory all blocks may have together; images of it are sparse. */
  static final long MAX_MEMORY_BYTES = 1L << 40;

  /** How many bytes all streams and images of a file may have together. */
  static final int MAX_BYTES = 16 << 20;

  /** How often pages of a guest may be made dirty. */
  private static final int MAX_DIRTY_PAGES = 1 << 18;

  private long bytes;
  private long dirtyPages;

  /** Counts bytes that are to be made; returns false if they are too many. */
  boolean take(long count, long unitBytes) {
    boolean fits = count >= 0 && (unitBytes == 0 || count <= (MAX_BYTES - bytes) / unitBytes);
    if (fits) {
      bytes += count * unitBytes;
    }
    return fits;
  }

  /** Counts pages that a guest writes to; returns false if they are too many. */
  boolean takeDirtyPages(long count) {
    boolean fits = count <= MAX_DIRTY_PAGES - dirtyPages;
    if (fits) {
      dirtyPages += count;
    }
    return fits;
  }
}
