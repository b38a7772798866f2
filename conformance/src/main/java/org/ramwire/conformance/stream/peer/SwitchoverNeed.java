package org.ramwire.conformance.stream.peer;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.conformance.stream.peer.ReturnPath.SwitchoverAck;
import org.ramwire.format.ElementType;

/**
 * The judgement whether a source waits to be told that it may switch over (CON-083): the stream
 * does not say so, and a source before 8.1 takes the message for a fault.
 */
final class SwitchoverNeed {

  /** As "pc-q35-8.1" ends: the version of the build that brought the machine. */
  private static final Pattern VERSION = Pattern.compile(".*-([0-9]{1,4})\\.([0-9]{1,4})");

  /** Since 8.1 builds know the message. */
  private static final int FIRST_KNOWN = version(8, 1);

  /** Since 11.1 it answers a device's request, and is a fault without one (ERR-070). */
  private static final int FIRST_ASKED = version(11, 1);

  /** How many PARTs in a row without a page. A source that does not wait ends at the first. */
  private static final int EMPTY_PARTS = 3;

  /** EOS alone, and MULTIFD_FLUSH before it. */
  private static final int EMPTY_BYTES = 2 * Long.BYTES;

  private final SwitchoverAck ack;
  private final Set<Integer> othersOpen = new HashSet<>();
  private boolean machineKnows;
  private boolean machineAsks;
  private boolean acknowledged;
  private int emptyParts;

  SwitchoverNeed(SwitchoverAck ack) {
    this.ack = ack;
  }

  void machine(String name) {
    Matcher version = VERSION.matcher(name);
    if (version.matches()) {
      int machine = version(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
      machineKnows = machine >= FIRST_KNOWN && machine < FIRST_ASKED;
      machineAsks = machine >= FIRST_ASKED;
    }
  }

  private static int version(int major, int minor) {
    return major << 16 | minor;
  }

  /** Tells, when the path opens, whether the message is due. */
  boolean atOpening() {
    return once(ack == SwitchoverAck.YES || ack == SwitchoverAck.AUTO && machineKnows);
  }

  void sectionStart(SectionHeader header) {
    if (header.type() == ElementType.START && !header.isRam()) {
      othersOpen.add(header.id());
    } else if (header.type() == ElementType.END) {
      othersOpen.remove(header.id());
    }
  }

  /** Tells, at a section's end, whether the message is due. */
  boolean sectionEnd(SectionHeader header, long payloadLength) {
    if (header.isRam()) {
      boolean empty = header.type() == ElementType.PART && payloadLength <= EMPTY_BYTES;
      emptyParts = empty ? emptyParts + 1 : 0;
    }
    // While another section goes on, that may be what it waits for.
    boolean waits = !machineAsks && othersOpen.isEmpty() && emptyParts >= EMPTY_PARTS;
    return once(ack == SwitchoverAck.AUTO && waits);
  }

  private boolean once(boolean due) {
    boolean now = due && !acknowledged;
    acknowledged |= now;
    return now;
  }
}
