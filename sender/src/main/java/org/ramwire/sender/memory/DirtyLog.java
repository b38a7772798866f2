package org.ramwire.sender.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A log of the pages that a guest has written since the sender last asked: for memories that note
 * their writes themselves.
 *
 * <p>Any number of threads note writes while one takes the log. A page whose noting has ended is in
 * the log or in the bitmap that took it, never in neither.
 */
public final class DirtyLog {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] words;

  /** A bit for each word that may hold one. Set after the word's bit, cleared before it. */
  private final long[] summary;

  /**
   * Makes an empty log.
   *
   * @param pages how many pages the block can have
   */
  public DirtyLog(long pages) {
    long wordCount = (pages + Long.SIZE - 1) / Long.SIZE;
    if (pages < 0 || wordCount > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("0 to 2^37 pages, not " + pages);
    }
    words = new long[(int) wordCount];
    summary = new long[(int) ((wordCount + Long.SIZE - 1) / Long.SIZE)];
  }

  /**
   * Notes that a page has been written. To be called after the write: a sender that takes the log
   * in between reads the page again later.
   *
   * @param page its index
   */
  public void note(long page) {
    int word = (int) (page / Long.SIZE);
    // Always an atomic step, though the bit may be set: it keeps the page's bytes before the bit.
    WORD.getAndBitwiseOr(words, word, 1L << page);
    int at = word / Long.SIZE;
    if (((long) WORD.getVolatile(summary, at) & 1L << word) == 0) {
      WORD.getAndBitwiseOr(summary, at, 1L << word);
    }
  }

  /**
   * Notes pages that follow one another.
   *
   * @param from index of the first
   * @param to index after the last
   */
  public void noteRange(long from, long to) {
    for (long page = from; page < to; page++) {
      note(page);
    }
  }

  /**
   * Moves the log into a bitmap, and empties it.
   *
   * @param dirty takes the pages
   */
  public void take(DirtyBitmap dirty) {
    for (int at = 0; at < summary.length; at++) {
      if ((long) WORD.getVolatile(summary, at) != 0) {
        takeWords(at, (long) WORD.getAndSet(summary, at, 0L), dirty);
      }
    }
  }

  private void takeWords(int at, long marked, DirtyBitmap dirty) {
    for (long bits = marked; bits != 0; bits &= bits - 1) {
      int word = at * Long.SIZE + Long.numberOfTrailingZeros(bits);
      dirty.markWord(word, (long) WORD.getAndSet(words, word, 0L));
    }
  }
}
