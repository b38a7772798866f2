package org.ramwire.conformance.lab.bench.report;

import java.util.Locale;

/** Figures as people read them, three digits of each; a dash stands for what is not known. */
final class Amount {

  static final String UNKNOWN = "–";

  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;
  private static final double GIGA = 1e9;

  private Amount() {}

  /** How many times smaller; the sign of infinity if nothing is left. */
  static String ratio(double ratio) {
    return Double.isInfinite(ratio) ? "∞" : digits(ratio);
  }

  static String mebibytes(double bytesPerSecond) {
    return digits(bytesPerSecond / MIB);
  }

  /** A throughput with its unit. */
  static String rate(double bytesPerSecond) {
    return bytesPerSecond >= GIB
        ? digits(bytesPerSecond / GIB) + " GiB/s"
        : digits(bytesPerSecond / MIB) + " MiB/s";
  }

  /** A size with its unit, exact where a power of two fits. */
  static String size(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double left = bytes;
    while (left >= 1024 && unit + 1 < units.length) {
      left /= 1024;
      unit++;
    }
    return (left == Math.rint(left) ? plain(left) : digits(left)) + " " + units[unit];
  }

  static String link(double bitsPerSecond) {
    return bitsPerSecond >= GIGA
        ? plain(bitsPerSecond / GIGA) + " Gbit/s"
        : plain(bitsPerSecond / 1e6) + " Mbit/s";
  }

  /** A number without the zeros that say nothing. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** A share of 1 as a percentage; tells little from nothing. */
  static String share(double share) {
    if (!Double.isFinite(share)) {
      return UNKNOWN;
    }
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "<0.1%";
    }
    return String.format(Locale.ROOT, percent == 0 || percent >= 10 ? "%.0f%%" : "%.1f%%", percent);
  }

  static String digits(double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    double size = Math.abs(value);
    int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.01 ? 2 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
