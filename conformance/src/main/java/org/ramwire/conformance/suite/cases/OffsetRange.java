package org.ramwire.conformance.suite.cases;

/**
 * Where in a stream a fault may be reported.
 *
 * @param first the lowest offset, in bytes from the stream's first
 * @param last the highest, inclusive
 */
public record OffsetRange(long first, long last) {

  /**
   * Checks the order.
   *
   * @param first the lowest offset
   * @param last the highest, inclusive
   */
  public OffsetRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no range of offsets: " + first + " to " + last);
    }
  }

  /**
   * Tells whether an offset lies in the range.
   *
   * @param offset bytes from the stream's first
   * @return true if it does
   */
  public boolean contains(long offset) {
    return offset >= first && offset <= last;
  }

  @Override
  public String toString() {
    String from = "0x" + Long.toHexString(first);
    return first == last ? from : from + " to 0x" + Long.toHexString(last);
  }
}
