package org.ramwire.conformance.harness.report;

import java.util.Locale;
import org.ramwire.codec.Bytes;
import org.ramwire.conformance.files.Xml;
import org.ramwire.conformance.suite.cases.OffsetRange;

/** Some rows of a stream around the bytes that matter, eight to a row: a phone is no wider. */
final class HexExcerpt {

  private static final int ROW_BYTES = 8;
  private static final int ROWS_BEFORE = 4;
  private static final int ROWS_AFTER = 5;

  private HexExcerpt() {}

  /**
   * Shows a range and what stands around it.
   *
   * @param stream the stream
   * @param range the bytes to mark; may lie after the stream's end
   * @return HTML, ready for a {@code pre}
   */
  static String html(Bytes stream, OffsetRange range) {
    byte[] bytes = stream.toArray();
    long centre = Math.min(range.first(), Math.max(0, bytes.length - 1L));
    long from = Math.max(0, centre / ROW_BYTES - ROWS_BEFORE) * ROW_BYTES;
    long to = Math.min(bytes.length, (centre / ROW_BYTES + ROWS_AFTER) * ROW_BYTES);
    StringBuilder html = new StringBuilder();
    if (from > 0) {
      html.append(String.format(Locale.ROOT, "… %d bytes before%n", from));
    }
    for (long row = from; row < to; row += ROW_BYTES) {
      appendRow(html, bytes, (int) row, range);
    }
    if (to < bytes.length) {
      html.append(String.format(Locale.ROOT, "… %d bytes after%n", bytes.length - to));
    } else if (range.last() >= bytes.length) {
      html.append(String.format(Locale.ROOT, "%06x  <mark>the stream ends</mark>%n", bytes.length));
    }
    return html.toString();
  }

  private static void appendRow(StringBuilder html, byte[] bytes, int row, OffsetRange range) {
    html.append(String.format(Locale.ROOT, "%06x ", row));
    StringBuilder text = new StringBuilder();
    for (int i = row; i < row + ROW_BYTES; i++) {
      if (i >= bytes.length) {
        html.append("   ");
        continue;
      }
      String hex = String.format(Locale.ROOT, "%02x", bytes[i]);
      html.append(' ').append(range.contains(i) ? "<mark>" + hex + "</mark>" : hex);
      boolean printable = bytes[i] > 0x20 && bytes[i] < 0x7f;
      text.append(printable ? Xml.text(String.valueOf((char) bytes[i])) : "·");
    }
    html.append("  ").append(text).append('\n');
  }
}
