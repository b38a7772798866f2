package org.ramwire.conformance.lab.bench.text;

import java.util.Locale;

/** Figures as people read them, three digits of each; a dash stands for what is not known. */
public final class Amount {

  /** What stands for a figure that is not known. */
  public static final String UNKNOWN = "–";

  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;
  private static final double GIGA = 1e9;

  private Amount() {}

  /**
   * How many times smaller something is; the sign of infinity if nothing is left.
   *
   * @param ratio above 0, or infinite
   * @return the text
   */
  public static String ratio(double ratio) {
    return Double.isInfinite(ratio) ? "∞" : digits(ratio);
  }

  /**
   * A throughput in MiB a second, without the unit.
   *
   * @param bytesPerSecond the throughput
   * @return the text
   */
  public static String mebibytes(double bytesPerSecond) {
    return digits(bytesPerSecond / MIB);
  }

  /**
   * A throughput with its unit.
   *
   * @param bytesPerSecond the throughput
   * @return the text
   */
  public static String rate(double bytesPerSecond) {
    return bytesPerSecond >= GIB
        ? digits(bytesPerSecond / GIB) + " GiB/s"
        : digits(bytesPerSecond / MIB) + " MiB/s";
  }

  /**
   * A size with its unit, exact where it is a whole number of them.
   *
   * @param bytes the size
   * @return the text
   */
  public static String size(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double left = bytes;
    while (left >= 1024 && unit + 1 < units.length) {
      left /= 1024;
      unit++;
    }
    return (left == Math.rint(left) ? plain(left) : digits(left)) + " " + units[unit];
  }

  /**
   * A link with its unit.
   *
   * @param bitsPerSecond how fast it is
   * @return the text
   */
  public static String link(double bitsPerSecond) {
    return bitsPerSecond >= GIGA
        ? plain(bitsPerSecond / GIGA) + " Gbit/s"
        : plain(bitsPerSecond / 1e6) + " Mbit/s";
  }

  /**
   * A number without the zeros that say nothing.
   *
   * @param value any number
   * @return the text
   */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * A share of 1 as a percentage; tells little from nothing.
   *
   * @param share 0.03 for three percent; a dash if it is no number
   * @return the text
   */
  public static String share(double share) {
    if (!Double.isFinite(share)) {
      return UNKNOWN;
    }
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "<0.1%";
    }
    return String.format(Locale.ROOT, percent == 0 || percent >= 10 ? "%.0f%%" : "%.1f%%", percent);
  }

  /**
   * A number with three digits; a dash if it is none.
   *
   * @param value any number
   * @return the text
   */
  public static String digits(double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    double size = Math.abs(value);
    int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.01 ? 2 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
