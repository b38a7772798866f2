package org.ramwire.conformance.transfer;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ramwire.codec.SectionHeader;
import org.ramwire.conformance.transfer.ReturnPath.SwitchoverAck;
import org.ramwire.format.SectionType;

/**
 * The judgement whether a source waits to be told that it may switch over (CON-083): the stream
 * does not say so, and a source before 8.1 takes the message for a fault.
 */
final class SwitchoverNeed {

  /** As "pc-q35-8.1" ends: the version of the build that brought the machine. */
  private static final Pattern VERSION = Pattern.compile(".*-([0-9]{1,4})\\.([0-9]{1,4})");

  private static final int KNOWS_MAJOR = 8;
  private static final int KNOWS_MINOR = 1;

  /** How many PARTs in a row without a page. A source that does not wait ends at the first. */
  private static final int EMPTY_PARTS = 3;

  /** EOS alone, and MULTIFD_FLUSH before it. */
  private static final int EMPTY_BYTES = 2 * Long.BYTES;

  private final SwitchoverAck ack;
  private final Set<Integer> othersOpen = new HashSet<>();
  private boolean machineKnows;
  private boolean acknowledged;
  private int emptyParts;

  SwitchoverNeed(SwitchoverAck ack) {
    this.ack = ack;
  }

  void machine(String name) {
    Matcher version = VERSION.matcher(name);
    if (version.matches()) {
      int major = Integer.parseInt(version.group(1));
      int minor = Integer.parseInt(version.group(2));
      machineKnows = major > KNOWS_MAJOR || major == KNOWS_MAJOR && minor >= KNOWS_MINOR;
    }
  }

  /** Tells, when the path opens, whether the message is due. */
  boolean atOpening() {
    return once(ack == SwitchoverAck.YES || ack == SwitchoverAck.AUTO && machineKnows);
  }

  void sectionStart(SectionHeader header) {
    if (header.type() == SectionType.START && !header.isRam()) {
      othersOpen.add(header.id());
    } else if (header.type() == SectionType.END) {
      othersOpen.remove(header.id());
    }
  }

  /** Tells, at a section's end, whether the message is due. */
  boolean sectionEnd(SectionHeader header, long payloadLength) {
    if (header.isRam()) {
      boolean empty = header.type() == SectionType.PART && payloadLength <= EMPTY_BYTES;
      emptyParts = empty ? emptyParts + 1 : 0;
    }
    // While another section goes on, that may be what it waits for.
    return once(ack == SwitchoverAck.AUTO && othersOpen.isEmpty() && emptyParts >= EMPTY_PARTS);
  }

  private boolean once(boolean due) {
    boolean now = due && !acknowledged;
    acknowledged |= now;
    return now;
  }
}
