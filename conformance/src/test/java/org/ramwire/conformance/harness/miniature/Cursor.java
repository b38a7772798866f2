package org.ramwire.conformance.harness.miniature;

import java.util.Arrays;

/** A place in a stream that is wholly in memory. */
final class Cursor {

  private final byte[] data;
  private int at;

  Cursor(byte[] data) {
    this.data = data;
  }

  int at() {
    return at;
  }

  int length() {
    return data.length;
  }

  boolean atEnd() {
    return at == data.length;
  }

  boolean has(long count) {
    return count <= data.length - at;
  }

  /** Returns a byte ahead, or -1 after the end. */
  int peek(int ahead) {
    return has(ahead + 1L) ? data[at + ahead] & 0xff : -1;
  }

  /** Returns a big-endian number at an offset from the stream's first byte, which must be there. */
  long numberAt(int offset, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | data[offset + i] & 0xff;
    }
    return number;
  }

  int byteAt(int offset) {
    return data[offset] & 0xff;
  }

  byte[] range(int from, int to) {
    return Arrays.copyOfRange(data, from, to);
  }

  void skipTo(int offset) {
    at = offset;
  }

  long number(int bytes, String what) throws Refused {
    byte[] taken = take(bytes, what);
    long number = 0;
    for (byte one : taken) {
      number = number << 8 | one & 0xff;
    }
    return number;
  }

  byte[] take(long count, String what) throws Refused {
    if (!has(count)) {
      throw Refused.cut(what);
    }
    at += (int) count;
    return Arrays.copyOfRange(data, at - (int) count, at);
  }

  /** Takes a length byte and so many bytes, as Latin-1, so that two names differ if a byte does. */
  String name(String what) throws Refused {
    return latin1(take(number(1, what), what));
  }

  static String latin1(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
