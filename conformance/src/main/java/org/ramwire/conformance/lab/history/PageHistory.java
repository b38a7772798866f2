package org.ramwire.conformance.lab.history;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ramwire.format.PageSize;

/**
 * Pages that were written: the content of each before and after, one after the other in two arrays,
 * and the round in which it changed.
 *
 * <p>The arrays are the history's own. Whoever gets them must not change them. Thread-safe as long
 * as nobody does.
 */
public final class PageHistory {

  private final String name;
  private final String origin;
  private final PageSize pageSize;
  private final int[] rounds;
  private final byte[] before;
  private final byte[] after;
  private final long foundPages;
  private final String fingerprint;

  /**
   * Takes over the arrays.
   *
   * @param name what reports call it
   * @param origin where it comes from, one sentence without a full stop
   * @param pageSize the size of the pages
   * @param rounds for each page its round, from 1
   * @param before the pages' content before, one after the other
   * @param after their content after
   * @param foundPages how many pages the origin has, of which these are every so manyth
   */
  PageHistory(
      String name,
      String origin,
      PageSize pageSize,
      int[] rounds,
      byte[] before,
      byte[] after,
      long foundPages) {
    if (before.length != rounds.length * pageSize.bytes() || after.length != before.length) {
      throw new IllegalArgumentException("the arrays do not hold the same pages");
    }
    this.name = name;
    this.origin = origin;
    this.pageSize = pageSize;
    this.rounds = rounds;
    this.before = before;
    this.after = after;
    this.foundPages = foundPages;
    this.fingerprint = hash();
  }

  private String hash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    int bytes = pageSize.bytes();
    digest.update(ByteBuffer.allocate(8).putInt(bytes).putInt(rounds.length).array());
    for (int page = 0; page < rounds.length; page++) {
      digest.update(ByteBuffer.allocate(4).putInt(rounds[page]).array());
      digest.update(before, page * bytes, bytes);
      digest.update(after, page * bytes, bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Returns its name.
   *
   * @return what reports call it
   */
  public String name() {
    return name;
  }

  /**
   * Returns where it comes from.
   *
   * @return one sentence without a full stop
   */
  public String origin() {
    return origin;
  }

  /**
   * Returns the page size.
   *
   * @return that of every page
   */
  public PageSize pageSize() {
    return pageSize;
  }

  /**
   * Returns how many pages it has.
   *
   * @return 1 or more
   */
  public int pages() {
    return rounds.length;
  }

  /**
   * Returns how many pages its origin has.
   *
   * @return {@link #pages}, or more if the history is a sample
   */
  public long foundPages() {
    return foundPages;
  }

  /**
   * Returns how many rounds its pages come from.
   *
   * @return the number of the last page's round
   */
  public int rounds() {
    return rounds[rounds.length - 1];
  }

  /**
   * Returns a page's round.
   *
   * @param page its index
   * @return the number, from 1
   */
  public int round(int page) {
    return rounds[page];
  }

  /**
   * Returns the content before.
   *
   * @return page i from {@code i * pageSize} on
   */
  public byte[] before() {
    return before;
  }

  /**
   * Returns the content after.
   *
   * @return page i from {@code i * pageSize} on
   */
  public byte[] after() {
    return after;
  }

  /**
   * Returns what tells it from others.
   *
   * @return SHA-256 in hex, over the page size, the number of pages (both 4 bytes, big-endian), and
   *     for each page its round (4 bytes, big-endian), the content before and the content after
   */
  public String fingerprint() {
    return fingerprint;
  }
}
