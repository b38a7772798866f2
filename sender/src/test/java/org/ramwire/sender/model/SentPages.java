package org.ramwire.sender.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The modelled cache of sent pages: a page has one slot, and keeps it for two syncs. */
final class SentPages {

  private static final int KEPT_SYNCS = 2;

  private final int pageBytes;
  private final Map<Long, Resident> slots = new HashMap<>();
  private long slotCount;

  /** What a slot holds. */
  private static final class Resident {
    long address;
    byte[] content;
    long sync;
  }

  SentPages(int pageBytes, long bytes) {
    this.pageBytes = pageBytes;
    this.slotCount = Long.highestOneBit(bytes / pageBytes);
  }

  /** Changes the size; returns whether it is another one, and then everything is forgotten. */
  boolean resize(long bytes) {
    long wanted = Long.highestOneBit(bytes / pageBytes);
    if (wanted == slotCount) {
      return false;
    }
    slotCount = wanted;
    slots.clear();
    return true;
  }

  void clear() {
    slots.clear();
  }

  void drop(long address) {
    if (holds(address)) {
      slots.remove(slot(address));
    }
  }

  /** Looks for a page, and if it is there makes it one that was used at this sync. */
  boolean use(long address, long sync) {
    if (!holds(address)) {
      return false;
    }
    slots.get(slot(address)).sync = sync;
    return true;
  }

  byte[] content(long address) {
    return slots.get(slot(address)).content;
  }

  boolean occupied(long address) {
    return slots.containsKey(slot(address)) && !holds(address);
  }

  /** Puts a page in; returns false if another one is there that was used too recently. */
  boolean put(long address, byte[] content, long sync) {
    if (occupied(address) && slots.get(slot(address)).sync + KEPT_SYNCS > sync) {
      return false;
    }
    Resident resident = slots.computeIfAbsent(slot(address), slot -> new Resident());
    resident.address = address;
    resident.content = Arrays.copyOf(content, pageBytes);
    resident.sync = sync;
    return true;
  }

  private boolean holds(long address) {
    Resident resident = slots.get(slot(address));
    return resident != null && resident.address == address;
  }

  private long slot(long address) {
    return address / pageBytes % slotCount;
  }
}
