package org.ramwire.conformance.lab.seedbuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The log of a capture: its marks, and what was set in mid-flight.
 *
 * @param events in order
 */
record CapturedLog(List<CapturedEvent> events) {

  private static final long MAX_PAGES = 1L << 40;

  /** Reads the log; each phase with writes has a mark. */
  static CapturedLog of(CaptureJson scenario, Map<Integer, List<CapturedWrite>> writesByPhase)
      throws CaptureFault {
    List<CapturedEvent> events = new ArrayList<>();
    Set<Integer> unmarked = new TreeSet<>(writesByPhase.keySet());
    unmarked.remove(0);
    int phase = 0;
    boolean migrating = false;
    CaptureJson log = scenario.field("log");
    for (CaptureJson entry : log.elements()) {
      String what = entry.field("what").text();
      if (what.equals("round") || what.equals("final")) {
        phase = (int) entry.field("n").number(phase + 1L, Integer.MAX_VALUE);
        unmarked.remove(phase);
        events.add(
            new CapturedEvent(
                what.equals("final") ? CapturedEvent.Kind.LAST_MARK : CapturedEvent.Kind.MARK,
                phase,
                entry.field("remaining").number(0, MAX_PAGES),
                writesByPhase.getOrDefault(phase, List.of())));
      } else if (what.equals("qmp")) {
        String command = entry.field("cmd").text();
        if (migrating) {
          MidFlight.add(command, entry, phase, events);
        }
        migrating |= command.equals("migrate");
      }
    }
    if (!unmarked.isEmpty()) {
      throw new CaptureFault(
          log.place(), "no mark for the writes of phase " + unmarked.iterator().next());
    }
    return new CapturedLog(List.copyOf(events));
  }

  boolean has(CapturedEvent.Kind kind) {
    return events.stream().anyMatch(event -> event.kind() == kind);
  }
}
