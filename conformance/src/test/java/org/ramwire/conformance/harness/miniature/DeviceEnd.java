package org.ramwire.conformance.harness.miniature;

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

  /** Tells whether a device that came in pieces and has ended may come as FULL (CON-013). */
  static boolean again(int type, long id, Map<Long, String> titles, Set<Long> ended) {
    String title = titles.getOrDefault(id, "");
    return type == 4 && title.startsWith("1") && !title.startsWith("1ram/") && ended.contains(id);
  }

  private boolean ramEnded() {
    return fault == Fault.EOF_BEFORE_END_TAKEN
        || ended.stream().anyMatch(id -> "ram".equals(started.get(id)));
  }

  /** Returns where the section's footer stands. */
  int footer(long id) throws Refused {
    int padded = -1;
    boolean wrong = false;
    for (int at = in.at(); at + 5 <= in.length(); at++) {
      if (in.byteAt(at) != 0x7e || in.numberAt(at + 1, 4) != id) {
        continue;
      }
      if (fault == Fault.FIRST_FOOTER_ENDS || counts(at + 5)) {
        return at;
      }
      if (at + 5 < in.length() && in.byteAt(at + 5) == 0) {
        wrong |= at + 6 < in.length() && in.byteAt(at + 6) == 6;
        padded = padded < 0 ? at : padded;
      }
    }
    if (padded < 0 || !ramEnded() || wrong && fault != Fault.WRONG_DESCRIPTION_FORGIVEN) {
      throw Refused.cut("a device section");
    }
    return padded;
  }

  /** Tells whether an element can stand there, a description uncounted (CON-067). */
  boolean mayEnd(int at) {
    if (at < in.length() && in.byteAt(at) == 0) {
      return at + 1 == in.length() || in.byteAt(at + 1) == 6;
    }
    return counts(at);
  }

  /** Tells whether an element can stand there. */
  private boolean counts(int at) {
    if (at == in.length()) {
      return fault != Fault.CUT_HEAD_PASSED;
    }
    int type = in.byteAt(at);
    if (type == 0) {
      return endOfFile(at + 1);
    }
    if (type > 4 && type != 8) {
      return fault == Fault.SUBSECTION_COUNTS && type == 5;
    }
    if (at + 5 > in.length()) {
      return fault != Fault.CUT_HEAD_PASSED;
    }
    long id = in.numberAt(at + 1, 4);
    return switch (type) {
      case 1, 4 ->
          (!started.containsKey(id) || fault == Fault.ID_TAKEN_COUNTS) && sectionHead(at + 5);
      case 2, 3 -> started.containsKey(id) && !ended.contains(id) || fault == Fault.ANY_PART_COUNTS;
      default -> {
        int code = (int) (id >> 16);
        yield fault == Fault.ANY_COMMAND_COUNTS
            || code >= 1 && code <= 11 && Container.lengthFits(code, (int) (id & 0xffff));
      }
    };
  }

  private boolean endOfFile(int after) {
    if (after == in.length() || fault == Fault.ANY_EOF_COUNTS) {
      return true;
    }
    int end = descriptionEnd(after);
    return end > 0 && (ramEnded() || end == in.length());
  }

  /** Returns where a complete description ends that starts here, or -1 if none does. */
  private int descriptionEnd(int at) {
    if (at + 5 > in.length() || in.byteAt(at) != 6) {
      return -1;
    }
    long length = in.numberAt(at + 1, 4);
    int from = at + 5;
    boolean whole =
        length <= in.length() - from
            && Json.pageSize(in.range(from, from + (int) length)) != Json.NO_OBJECT;
    return whole ? from + (int) length : -1;
  }

  private boolean sectionHead(int at) {
    if (at == in.length()) {
      return fault != Fault.CUT_HEAD_PASSED;
    }
    int length = in.byteAt(at);
    int end = at + 1 + length;
    byte[] name = in.range(at + 1, Math.min(end, in.length()));
    if (length == 0) {
      return false;
    }
    for (byte character : name) {
      boolean control = character >= 0 && character < 0x20 || character == 0x7f;
      if (control && fault != Fault.ANY_NAME_COUNTS
          || character < 0 && fault == Fault.ASCII_NAMES_COUNT) {
        return false;
      }
    }
    if (end + 8 > in.length()) {
      return fault != Fault.CUT_HEAD_PASSED;
    }
    return !Cursor.latin1(name).equals("ram")
        || fault == Fault.ANY_RAM_COUNTS
        || !started.containsValue("ram") && in.numberAt(end, 8) == 4;
  }

  /** Returns where everything ends that follows a section without a footer: after EOF. */
  int opaque() throws Refused {
    if (fault == Fault.OPAQUE_TO_INPUT_END) {
      return in.length();
    }
    for (int at = in.at(); at < in.length(); at++) {
      if (in.byteAt(at) == 0 && descriptionEnd(at + 1) > 0) {
        return at + 1;
      }
    }
    if (in.byteAt(in.length() - 1) != 0) {
      throw Refused.because("no EOF");
    }
    return in.length();
  }
}
