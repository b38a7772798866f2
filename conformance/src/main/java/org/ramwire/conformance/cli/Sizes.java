package org.ramwire.conformance.cli;

import java.util.Locale;

/** Sizes as people write and read them. */
final class Sizes {

  private static final String UNITS = "KMGTPE";

  private Sizes() {}

  /**
   * Reads a size such as {@code 512}, {@code 64K} or {@code 2GiB}.
   *
   * @throws IllegalArgumentException if it is none, below 1 or beyond 2^63
   */
  static long parse(String text) {
    String upper = text.trim().toUpperCase(Locale.ROOT).replaceFirst("(IB|B)$", "");
    int shift = 0;
    if (!upper.isEmpty()) {
      int unit = UNITS.indexOf(upper.charAt(upper.length() - 1));
      if (unit >= 0) {
        shift = 10 * (unit + 1);
        upper = upper.substring(0, upper.length() - 1);
      }
    }
    try {
      long value = Math.multiplyExact(Long.parseLong(upper), 1L << shift);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        "expected a size such as 65536, 64K or 2G, not '" + text + "'");
  }

  /** Shows a count of bytes with one decimal and a binary unit. */
  static String show(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    double value = bytes / (double) (1L << (10 * unit));
    return String.format(Locale.ROOT, "%.1f %siB", value, UNITS.charAt(unit - 1));
  }
}
