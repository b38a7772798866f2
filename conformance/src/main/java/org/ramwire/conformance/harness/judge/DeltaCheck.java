package org.ramwire.conformance.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ramwire.format.Clause;
import org.ramwire.format.PageSize;
import org.ramwire.xbzrle.XbzrleEncoder;

/** The clauses about a delta that bind writers alone. What any reader refuses is not looked at. */
final class DeltaCheck {

  private final PageSize pageSize;

  /** The encoder whose deltas are QEMU's; null for page sizes that have none. */
  private final XbzrleEncoder canonical;

  DeltaCheck(PageSize pageSize) {
    this.pageSize = pageSize;
    this.canonical = XbzrleEncoder.supports(pageSize) ? new XbzrleEncoder(pageSize) : null;
  }

  /** Finds what is wrong with a delta, whose first byte is at an offset of the stream. */
  List<Violation> check(long offset, byte[] buffer, int from, int length) {
    List<Violation> found = new ArrayList<>();
    if (!XbzrleEncoder.supports(pageSize)) {
      // XBZ-023: "XBZRLE is written for page sizes of 1 KiB to 8 KiB only."
      found.add(
          new Violation(
              Clause.ENCODE_PAGE_SIZE, offset, "XBZRLE with pages of " + pageSize.bytes()));
    }
    if (length == 0) {
      // XBZ-021: "No empty delta is written: …"
      found.add(new Violation(Clause.ENCODE_UNCHANGED, offset, "a delta without a byte"));
    }
    int end = from + length;
    int at = from;
    while (at < end) {
      for (int field = 0; field < 2 && at < end; field++) {
        int run = buffer[at] & 0x7f;
        if (buffer[at] >= 0) {
          at++;
        } else if (at + 1 < end && buffer[at + 1] >= 0) {
          if (buffer[at + 1] == 0) {
            // XBZ-003: "A run length takes the fewest bytes."
            found.add(
                new Violation(
                    Clause.DELTA_ULEB_SHORTEST,
                    offset + at - from,
                    "run length " + run + " in two bytes: expected one"));
          }
          run |= buffer[at + 1] << 7;
          at += 2;
        } else {
          // Cut inside a length, or three bytes of it: the reader says so.
          return found;
        }
        at += field == 1 ? run : 0;
      }
    }
    return found;
  }

  /** Finds whether a delta is the one that QEMU writes; it turns the one page into the other. */
  List<Violation> checkCanonical(long offset, byte[] delta, byte[] before, byte[] after) {
    if (canonical == null) {
      return List.of();
    }
    byte[] expected = new byte[pageSize.bytes()];
    int length = canonical.encode(before, 0, after, 0, expected, 0, expected.length);
    if (length == XbzrleEncoder.UNCHANGED) {
      return List.of(
          new Violation(Clause.ENCODE_UNCHANGED, offset, "a delta that changes no byte"));
    }
    if (length == XbzrleEncoder.OVERFLOW) {
      return List.of(
          new Violation(
              Clause.ENCODE_OVERFLOW, offset, "a delta of a page that QEMU sends as a whole"));
    }
    int differs = Arrays.mismatch(delta, Arrays.copyOf(expected, length));
    return differs < 0
        ? List.of()
        : List.of(
            new Violation(
                Clause.ENCODE_MAXIMAL_RUNS,
                offset + differs,
                "a delta of " + delta.length + " bytes: expected QEMU's, of " + length));
  }
}
