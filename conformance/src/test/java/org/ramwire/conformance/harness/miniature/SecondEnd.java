package org.ramwire.conformance.harness.miniature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The miniature's doubt about sections that it searched before all memory had come (CON-067). */
final class SecondEnd {

  /** A section that was searched, and what was known then. */
  private record Searched(long id, int footer, DeviceEnd judge) {}

  private final Cursor in;
  private final Fault fault;
  private final List<Searched> sections = new ArrayList<>();
  private final Map<Long, Integer> lastFooters = new HashMap<>();
  private final Set<Integer> explained = new HashSet<>();

  /** Where the last piece of ram or command started. */
  private int lastMemory = -1;

  private boolean firstSign;
  private int firstFooter;

  SecondEnd(Cursor in, Fault fault) {
    this.in = in;
    this.fault = fault;
  }

  void memoryAt(int offset) {
    lastMemory = offset;
  }

  void searched(
      long id, int footer, Map<Long, String> started, Set<Long> ended, boolean footersUnknown) {
    firstSign |= footersUnknown;
    Integer before = lastFooters.get(id);
    if (before == null || lastMemory < before) {
      lastFooters.put(id, footer);
      explained.add(footer);
    }
    DeviceEnd judge = new DeviceEnd(in, fault, new HashMap<>(started), new HashSet<>(ended));
    boolean later = sections.stream().anyMatch(one -> one.id == id);
    if (!later || fault != Fault.LATER_PIECE_UNDOUBTED) {
      sections.add(new Searched(id, footer, judge));
    }
    if (footersUnknown) {
      firstFooter = footer;
    }
  }

  /** Refuses the stream if one of the sections may end at another place. */
  void settle() throws Refused {
    if (fault == Fault.FIRST_END_TAKEN) {
      return;
    }
    int to = fault == Fault.SECOND_END_BEFORE_EOF ? in.at() : in.length();
    for (Searched one : sections) {
      for (int at = one.footer + 1; at + 5 <= to; at++) {
        boolean footer = in.byteAt(at) == 0x7e && in.numberAt(at + 1, 4) == one.id;
        if (footer && !explained.contains(at) && one.judge.mayEnd(at + 5)) {
          throw Refused.because("a section with two ends");
        }
      }
    }
    boolean doubts = fault != Fault.OTHER_RAM_UNDOUBTED && fault != Fault.FOOTERS_UNDOUBTED;
    if (firstSign && doubts && ramHeads() > 1) {
      throw Refused.because("two ram sections, or footers that are none");
    }
    for (int at = in.at(); firstSign && at < in.length(); at++) {
      boolean padding = in.byteAt(at) == 0 && fault != Fault.PADDING_DOUBTED;
      if (!padding && fault != Fault.FOOTERS_UNDOUBTED) {
        throw Refused.because("a stream with or without footers");
      }
    }
  }

  private int ramHeads() {
    int heads = 0;
    for (int at = firstFooter; at + 17 <= in.length(); at++) {
      boolean type = in.byteAt(at) == 1 || in.byteAt(at) == 4;
      boolean ram = in.numberAt(at + 5, 4) == 0x0372616d;
      if (type && ram && in.numberAt(at + 9, 8) == 4) {
        heads++;
      }
    }
    return heads;
  }
}
