package org.ramwire.conformance.lab.history;

import java.util.Arrays;
import org.ramwire.format.PageSize;

/**
 * Collects the pages of a history of unknown length, and keeps a sample of bounded size: each page
 * until there is no room, then every second, every fourth and so on, so that the sample is spread
 * evenly and is the same each time. Not thread-safe.
 */
public final class HistoryCollector {

  private final PageSize pageSize;
  private final int maxPages;
  private int[] rounds;
  private byte[] before;
  private byte[] after;
  private int kept;
  private long found;
  private long stride = 1;

  /**
   * Starts without a page.
   *
   * @param pageSize the size of the pages
   * @param maxPages how many it keeps at most, 2 or more
   */
  public HistoryCollector(PageSize pageSize, int maxPages) {
    this.pageSize = pageSize;
    // Both arrays have less than 2 GiB.
    this.maxPages = Math.min(maxPages, Integer.MAX_VALUE / 2 / pageSize.bytes());
    int room = Math.min(this.maxPages, 64);
    this.rounds = new int[room];
    this.before = new byte[room * pageSize.bytes()];
    this.after = new byte[room * pageSize.bytes()];
  }

  /**
   * Adds a page.
   *
   * @param round the round in which it changed, from 1 and never less than the page's before
   * @param old holds the content before
   * @param oldFrom index of its first byte
   * @param page holds the content after
   * @param pageFrom index of its first byte
   */
  public void add(int round, byte[] old, int oldFrom, byte[] page, int pageFrom) {
    if (found++ % stride != 0) {
      return;
    }
    if (kept == maxPages) {
      thin();
      if ((found - 1) % stride != 0) {
        return;
      }
    }
    if (kept == rounds.length) {
      grow();
    }
    int bytes = pageSize.bytes();
    rounds[kept] = round;
    System.arraycopy(old, oldFrom, before, kept * bytes, bytes);
    System.arraycopy(page, pageFrom, after, kept * bytes, bytes);
    kept++;
  }

  private void thin() {
    int bytes = pageSize.bytes();
    int half = (kept + 1) / 2;
    for (int page = 1; page < half; page++) {
      rounds[page] = rounds[2 * page];
      System.arraycopy(before, 2 * page * bytes, before, page * bytes, bytes);
      System.arraycopy(after, 2 * page * bytes, after, page * bytes, bytes);
    }
    kept = half;
    stride *= 2;
  }

  private void grow() {
    int room = Math.min(maxPages, 2 * kept);
    rounds = Arrays.copyOf(rounds, room);
    before = Arrays.copyOf(before, room * pageSize.bytes());
    after = Arrays.copyOf(after, room * pageSize.bytes());
  }

  /**
   * Returns how many pages were added.
   *
   * @return also those that the sample leaves out
   */
  public long found() {
    return found;
  }

  /**
   * Makes the history.
   *
   * @param name what reports call it
   * @param origin where it comes from, one sentence without a full stop
   * @return the history
   * @throws HistoryException if no page was added
   */
  public PageHistory history(String name, String origin) throws HistoryException {
    if (kept == 0) {
      throw new HistoryException("no page changes, so there is nothing to measure");
    }
    int length = kept * pageSize.bytes();
    return new PageHistory(
        name,
        origin,
        pageSize,
        Arrays.copyOf(rounds, kept),
        Arrays.copyOf(before, length),
        Arrays.copyOf(after, length),
        found);
  }
}
