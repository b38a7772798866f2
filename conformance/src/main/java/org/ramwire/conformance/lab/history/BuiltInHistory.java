package org.ramwire.conformance.lab.history;

import java.util.Arrays;
import java.util.Locale;
import org.ramwire.format.PageSize;

/**
 * The page histories that come with Ramwire: a content and a way to write it each.
 *
 * <p>Page k of a history takes its content and its change from numbers that start at the history's
 * seed and k, so its first pages are the same however many there are. All are of one round.
 */
public enum BuiltInHistory {
  /** Text that the guest clears. */
  ZERO(1, Content.TEXT, Change.CLEAR, "text, and zero after"),
  /** Records, and one counter goes up. */
  COUNTER(2, Content.RECORDS, Change.COUNT, "records of 64 bytes, of which one counter goes up"),
  /** Sparse numbers, and some more. */
  SPARSE(3, Content.SPARSE, Change.STORE, "mostly zero, and 1 to 16 stores of 8 bytes"),
  /** Pointers, and some point elsewhere. */
  POINTERS(4, Content.POINTERS, Change.POINT, "64-bit pointers, of which 1 to 24 change"),
  /** Text, and passages of it anew. */
  TEXT(5, Content.TEXT, Change.WRITE_TEXT, "English words, and 1 to 4 passages anew"),
  /** Instructions, and a function of them anew. */
  CODE(6, Content.CODE, Change.WRITE_CODE, "x86-like code, and one function anew"),
  /** Compressed data, and a stretch of it. */
  COMPRESSED(7, Content.COMPRESSED, Change.RUN, "compressed data, and 1 or 2 runs anew"),
  /** Random bytes, all anew. */
  RANDOM(8, Content.RANDOM, Change.REPLACE, "random bytes, all anew: nothing can help"),
  /** Single bytes in pages of each kind. */
  SCATTERED(9, Content.MIXED, Change.SCATTER, "pages of each kind, and 8 to 135 single bytes"),
  /** Structures in pages of each kind. */
  STRUCTS(10, Content.MIXED, Change.STRUCT, "pages of each kind, and 1 to 8 structures"),
  /** Runs in pages of each kind. */
  RUNS(11, Content.MIXED, Change.RUN, "pages of each kind, and 1 or 2 runs of random bytes"),
  /** Pages of each kind, all anew. */
  FULL(12, Content.MIXED, Change.REPLACE, "pages of each kind, replaced by random bytes"),
  /** The worst case of run-length encoding. */
  ALTERNATING(13, Content.RANDOM, Change.ALTERNATE, "random bytes, of which every second changes"),
  /** Sixteen bytes of each 32. */
  HALVES(14, Content.RANDOM, Change.HALF, "random bytes, of which 16 in every 32 change");

  private final long seed;
  private final Content content;
  private final Change change;
  private final String text;

  BuiltInHistory(long seed, Content content, Change change, String text) {
    this.seed = seed;
    this.content = content;
    this.change = change;
    this.text = text;
  }

  /**
   * Returns its name.
   *
   * @return what the command line and reports call it
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what it is.
   *
   * @return a few words
   */
  public String text() {
    return text;
  }

  /**
   * Makes the history.
   *
   * @param pageSize the size of its pages
   * @param pages how many, 1 or more
   * @return the history
   */
  public PageHistory make(PageSize pageSize, int pages) {
    int bytes = pageSize.bytes();
    byte[] before = new byte[pages * bytes];
    byte[] after = new byte[pages * bytes];
    int[] rounds = new int[pages];
    Arrays.fill(rounds, 1);
    byte[] page = new byte[bytes];
    for (int index = 0; index < pages; index++) {
      Dice dice = new Dice(seed, index);
      Arrays.fill(page, (byte) 0);
      content.fill(page, dice);
      System.arraycopy(page, 0, before, index * bytes, bytes);
      change.apply(page, dice);
      System.arraycopy(page, 0, after, index * bytes, bytes);
    }
    String origin = "built in, seed " + seed + ": " + text;
    return new PageHistory(label(), origin, pageSize, rounds, before, after, pages);
  }
}
