package org.ramwire.conformance.lab.bench;

import java.util.Arrays;
import org.ramwire.conformance.lab.history.PageHistory;

/** The check that every page has come back as it was. */
public final class Lossless {

  private Lossless() {}

  /**
   * Compares decoded pages with those of a history.
   *
   * @param history holds the pages
   * @param fromPage the first that was decoded
   * @param toPage the one after the last
   * @param decoded holds them, from index 0
   * @throws EncoderFault if a byte differs: names the page, the byte and both values
   */
  public static void check(PageHistory history, int fromPage, int toPage, byte[] decoded)
      throws EncoderFault {
    int bytes = history.pageSize().bytes();
    int length = (toPage - fromPage) * bytes;
    int from = fromPage * bytes;
    byte[] after = history.after();
    int at = Arrays.mismatch(after, from, from + length, decoded, 0, length);
    if (at >= 0) {
      throw new EncoderFault(
          String.format(
              "it loses data: page %d of %s comes back with 0x%02x at byte %d, expected 0x%02x",
              fromPage + at / bytes, history.name(), decoded[at], at % bytes, after[from + at]));
    }
  }
}
