package org.ramwire.conformance.miniature;

import java.util.Map;
import java.util.Set;

/** The miniature's search for the end of a section that it does not know. */
final class DeviceEnd {

  private final Cursor in;
  private final Fault fault;
  private final Map<Long, String> started;
  private final Set<Long> ended;

  DeviceEnd(Cursor in, Fault fault, Map<Long, String> started, Set<Long> ended) {
    this.in = in;
    this.fault = fault;
    this.started = started;
    this.ended = ended;
  }

  /** Returns where the section's footer stands. */
  int footer(long id) throws Refused {
    int padded = -1;
    for (int at = in.at(); at + 5 <= in.length(); at++) {
      if (in.byteAt(at) != 0x7e || in.numberAt(at + 1, 4) != id) {
        continue;
      }
      if (fault == Fault.FIRST_FOOTER_ENDS || element(at + 5)) {
        return at;
      }
      // EOF with bytes behind it is an end only if there is no better one.
      boolean eof = in.byteAt(at + 5) == 0;
      if (eof && (padded < 0 || in.byteAt(at + 6) == 6)) {
        padded = at;
      }
    }
    if (padded < 0) {
      throw Refused.cut("a device section");
    }
    return padded;
  }

  /** Tells whether an element can stand there. */
  private boolean element(int at) {
    if (at == in.length()) {
      return true;
    }
    return switch (in.byteAt(at)) {
      case 0 -> at + 1 == in.length() || in.byteAt(at + 1) == 6 && description(at + 1);
      case 1, 4 -> sectionHead(at);
      case 2, 3 -> {
        long id = at + 5 <= in.length() ? in.numberAt(at + 1, 4) : -1;
        yield id < 0 || started.containsKey(id) && !ended.contains(id);
      }
      case 8 -> {
        int code = at + 5 <= in.length() ? (int) in.numberAt(at + 1, 2) : 1;
        int length = at + 5 <= in.length() ? (int) in.numberAt(at + 3, 2) : 0;
        yield code >= 1 && code <= 11 && Container.lengthFits(code, length);
      }
      default -> false;
    };
  }

  private boolean description(int at) {
    if (at + 6 > in.length()) {
      return true;
    }
    int first = in.byteAt(at + 5);
    long length = in.numberAt(at + 1, 4);
    return length > 0 && length <= 16 << 20 && (first == '{' || " \t\r\n".indexOf(first) >= 0);
  }

  private boolean sectionHead(int at) {
    if (at + 6 > in.length()) {
      return true;
    }
    int length = in.byteAt(at + 5);
    for (int i = 0; i < length && at + 6 + i < in.length(); i++) {
      int character = in.byteAt(at + 6 + i);
      if (character < 0x20 || character > 0x7e) {
        return false;
      }
    }
    return length > 0;
  }

  /** Returns where everything ends that follows a section without a footer: behind EOF. */
  int opaque() throws Refused {
    for (int at = in.at(); at + 6 < in.length(); at++) {
      if (in.byteAt(at) == 0 && in.byteAt(at + 1) == 6) {
        long length = in.numberAt(at + 2, 4);
        if (length <= in.length() - (at + 6)
            && Json.pageSize(in.range(at + 6, at + 6 + (int) length)) >= 0) {
          return at + 1;
        }
      }
    }
    if (in.byteAt(in.length() - 1) != 0) {
      throw Refused.because("no EOF");
    }
    return in.length();
  }
}
