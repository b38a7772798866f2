package org.ramwire.sender.model;

import java.io.ByteArrayOutputStream;

/** A delta between two pages, found byte by byte: pairs of an equal run and a changed run. */
final class PlainDelta {

  private final byte[] before;
  private final byte[] now;
  private final ByteArrayOutputStream delta = new ByteArrayOutputStream();
  private int at;
  private boolean fits = true;

  PlainDelta(byte[] before, byte[] now) {
    this.before = before;
    this.now = now;
    while (fits && at < now.length) {
      addPair();
    }
  }

  /** Returns whether the delta takes no more room than a page. */
  boolean fits() {
    return fits;
  }

  /** Returns the delta, empty if the pages are equal. */
  byte[] bytes() {
    return delta.toByteArray();
  }

  private void addPair() {
    // A pair is begun only with two bytes of room, even if the equal run turns out to be the rest.
    need(2);
    int equal = runLength(true);
    if (!fits || at + equal == now.length) {
      at += equal;
      return;
    }
    addLength(equal);
    at += equal;
    need(2);
    int changed = runLength(false);
    if (!fits) {
      return;
    }
    addLength(changed);
    need(changed);
    if (fits) {
      delta.write(now, at, changed);
      at += changed;
    }
  }

  private int runLength(boolean equal) {
    int end = at;
    while (end < now.length && (before[end] == now[end]) == equal) {
      end++;
    }
    return end - at;
  }

  private void need(int bytes) {
    fits &= delta.size() + bytes <= now.length;
  }

  /** Adds a length of up to 14 bits, the low seven first. */
  private void addLength(int length) {
    if (length < 0x80) {
      delta.write(length);
    } else {
      delta.write(length % 0x80 + 0x80);
      delta.write(length / 0x80);
    }
  }
}
