package org.ramwire.sender.memory;

import java.util.Arrays;

/**
 * The pages of a block that are still to be sent: a bit for each, and above it a bit for each word
 * that may have one, so that a search over a terabyte of clean pages takes microseconds.
 *
 * <p>Not thread-safe: the sender's thread alone touches it.
 */
public final class DirtyBitmap {

  /** Pages in a word. */
  public static final int WORD_PAGES = Long.SIZE;

  private static final long MAX_PAGES = (long) (Integer.MAX_VALUE - 8) * WORD_PAGES;

  private long pages;
  private long[] words;

  /** A bit for each word: clear if the word is zero. */
  private long[] summary;

  private long dirtyPages;

  /**
   * Makes a bitmap of clean pages.
   *
   * @param pages how many pages the block has
   * @throws IllegalArgumentException if they are fewer than 0 or more than 2^37
   */
  public DirtyBitmap(long pages) {
    if (pages < 0 || pages > MAX_PAGES) {
      throw new IllegalArgumentException("0 to " + MAX_PAGES + " pages, not " + pages);
    }
    this.pages = pages;
    this.words = new long[wordCount(pages)];
    this.summary = new long[wordCount(words.length)];
  }

  private static int wordCount(long bits) {
    return (int) ((bits + WORD_PAGES - 1) / WORD_PAGES);
  }

  /**
   * Returns how many pages the block has.
   *
   * @return a count
   */
  public long pages() {
    return pages;
  }

  /**
   * Returns how many pages are dirty.
   *
   * @return a count
   */
  public long dirtyPages() {
    return dirtyPages;
  }

  /**
   * Marks a page.
   *
   * @param page its index; one after the block's end is passed over
   */
  public void mark(long page) {
    markWord((int) (page / WORD_PAGES), 1L << page);
  }

  /**
   * Marks up to 64 pages at once, as a dirty log of words has them.
   *
   * @param word index of the word: its first page is 64 times that
   * @param bits a bit for each page, the lowest for the first; those after the block's end are
   *     passed over
   */
  public void markWord(int word, long bits) {
    if (word >= words.length) {
      return;
    }
    long fresh = bits & inside(word) & ~words[word];
    if (fresh != 0) {
      words[word] |= fresh;
      summary[word / WORD_PAGES] |= 1L << word;
      dirtyPages += Long.bitCount(fresh);
    }
  }

  /** Returns a word's bits that stand for pages of the block. */
  private long inside(int word) {
    long left = pages - (long) word * WORD_PAGES;
    return left >= WORD_PAGES ? -1L : left <= 0 ? 0 : (1L << left) - 1;
  }

  /**
   * Marks pages that follow one another.
   *
   * @param from index of the first
   * @param to index after the last; pages after the block's end are passed over
   */
  public void markRange(long from, long to) {
    long end = Math.min(to, pages);
    long page = from;
    while (page < end) {
      int word = (int) (page / WORD_PAGES);
      long next = Math.min(end, (word + 1L) * WORD_PAGES);
      long bits = -1L << page;
      if (next % WORD_PAGES != 0) {
        bits &= (1L << next) - 1;
      }
      markWord(word, bits);
      page = next;
    }
  }

  /**
   * Makes a page clean.
   *
   * @param page its index
   * @return whether it was dirty
   */
  public boolean clear(long page) {
    int word = (int) (page / WORD_PAGES);
    long bit = 1L << page;
    if ((words[word] & bit) == 0) {
      return false;
    }
    words[word] &= ~bit;
    if (words[word] == 0) {
      summary[word / WORD_PAGES] &= ~(1L << word);
    }
    dirtyPages--;
    return true;
  }

  /**
   * Looks for a dirty page.
   *
   * @param from index of the page where the search begins
   * @return the first dirty page from there on, or {@link #pages} if there is none
   */
  public long next(long from) {
    if (from >= pages) {
      return pages;
    }
    int word = (int) (from / WORD_PAGES);
    long bits = words[word] & -1L << from;
    if (bits == 0) {
      word = nextWord(word + 1);
      if (word == words.length) {
        return pages;
      }
      bits = words[word];
    }
    return (long) word * WORD_PAGES + Long.numberOfTrailingZeros(bits);
  }

  /** Returns the first word at or after a word that has a bit, or the number of words. */
  private int nextWord(int from) {
    if (from >= words.length) {
      return words.length;
    }
    int at = from / WORD_PAGES;
    long bits = summary[at] & -1L << from;
    while (bits == 0) {
      if (++at == summary.length) {
        return words.length;
      }
      bits = summary[at];
    }
    return at * WORD_PAGES + Long.numberOfTrailingZeros(bits);
  }

  /**
   * Changes the number of pages: those that come are dirty, those that go are forgotten.
   *
   * @param newPages how many pages the block has now
   */
  public void resize(long newPages) {
    long oldPages = pages;
    if (newPages < oldPages) {
      for (long page = next(newPages); page < oldPages; page = next(page + 1)) {
        clear(page);
      }
    }
    words = Arrays.copyOf(words, wordCount(newPages));
    summary = Arrays.copyOf(summary, wordCount(words.length));
    pages = newPages;
    markRange(oldPages, newPages);
  }
}
