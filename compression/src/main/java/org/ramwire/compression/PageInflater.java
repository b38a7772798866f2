package org.ramwire.compression;

import java.io.Closeable;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;

/**
 * An inflater of COMPRESS_PAGE payloads: one zlib stream to one page (RAM-061 to RAM-063).
 *
 * <p>Reuses one zlib state; allocates nothing for a page. Not thread-safe.
 */
public final class PageInflater implements Closeable {

  private final int pageBytes;
  private final Inflater inflater = new Inflater();
  private final byte[] spare = new byte[1];

  /**
   * Prepares to inflate pages of one size.
   *
   * @param pageSize the page size in force
   */
  public PageInflater(PageSize pageSize) {
    this.pageBytes = pageSize.bytes();
  }

  /**
   * Inflates a payload that has to be exactly one page. After a failure the target's content is
   * undefined.
   *
   * @param payload holds the zlib stream
   * @param from index of its first byte
   * @param length bytes of the payload
   * @param page takes the page
   * @param pageFrom index of its first byte
   * @throws PayloadException if the payload is anything else than one whole zlib stream of one page
   */
  public void inflate(byte[] payload, int from, int length, byte[] page, int pageFrom)
      throws PayloadException {
    begin(payload, from, length, page, pageFrom);
    int inflated;
    int excess;
    try {
      inflated = inflater.inflate(page, pageFrom, pageBytes);
      excess = inflater.finished() ? 0 : inflater.inflate(spare, 0, 1);
    } catch (DataFormatException e) {
      throw failure(Clause.COMPRESS_ZLIB, "no valid zlib stream: " + e.getMessage());
    }
    if (excess > 0) {
      throw failure(
          Clause.COMPRESS_ONE_PAGE, "inflates to more than a page of " + pageBytes + " bytes");
    }
    if (!inflater.finished()) {
      throw failure(
          Clause.COMPRESS_ZLIB,
          inflater.needsDictionary()
              ? "the zlib stream needs a dictionary: expected none"
              : "the zlib stream is cut: " + inflated + " bytes of the page came out");
    }
    if (inflated < pageBytes) {
      throw failure(
          Clause.COMPRESS_ONE_PAGE,
          "inflates to " + inflated + " bytes: expected a page of " + pageBytes);
    }
    if (inflater.getRemaining() > 0) {
      throw failure(
          Clause.COMPRESS_NOTHING_BEHIND,
          inflater.getRemaining() + " byte(s) after the zlib stream: expected none");
    }
  }

  /**
   * Inflates what can be inflated, as the seed's build does: whatever comes out replaces the page's
   * beginning, no fault is one, and the rest of the page stays.
   *
   * @param payload holds the bytes
   * @param from index of the first
   * @param length how many
   * @param page holds the page's content so far
   * @param pageFrom index of its first byte
   */
  public void inflatePrefix(byte[] payload, int from, int length, byte[] page, int pageFrom) {
    begin(payload, from, length, page, pageFrom);
    try {
      inflater.inflate(page, pageFrom, pageBytes);
    } catch (DataFormatException e) {
      // What came out before the fault is in the page.
    }
  }

  private void begin(byte[] payload, int from, int length, byte[] page, int pageFrom) {
    Objects.checkFromIndexSize(pageFrom, pageBytes, page.length);
    inflater.reset();
    inflater.setInput(payload, from, length);
  }

  private PayloadException failure(Clause clause, String detail) {
    return new PayloadException(clause, (int) inflater.getBytesRead(), detail);
  }

  /** Frees zlib's state. */
  @Override
  public void close() {
    inflater.end();
  }
}
