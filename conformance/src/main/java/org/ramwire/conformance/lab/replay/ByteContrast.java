package org.ramwire.conformance.lab.replay;

import java.util.Arrays;

/** The bytes around the first difference of two payloads, for a person to look at. */
final class ByteContrast {

  private static final int BEFORE = 12;
  private static final int SHOWN = 24;

  private ByteContrast() {}

  /**
   * Returns three lines: the golden bytes with their offset in the stream, the replayed ones, and a
   * mark under the first that differs; or nothing if none does.
   */
  static String of(long goldenOffset, byte[] golden, byte[] replayed) {
    int at = Arrays.mismatch(golden, replayed);
    if (at < 0) {
      return "";
    }
    int from = Math.max(0, at - BEFORE);
    String label = String.format("%n    golden at 0x%x: ", goldenOffset + from);
    String other = String.format("%n%" + (label.strip().length() + 5) + "s", "replayed: ");
    String mark = String.format("%n%" + (label.strip().length() + 4) + "s ", "");
    return label
        + hex(golden, from)
        + other
        + hex(replayed, from)
        + mark
        + "   ".repeat(at - from)
        + "^^ byte "
        + at
        + " of the payload";
  }

  private static String hex(byte[] bytes, int from) {
    StringBuilder hex = new StringBuilder();
    int to = Math.min(bytes.length, from + SHOWN);
    for (int at = from; at < to; at++) {
      hex.append(String.format("%02x ", bytes[at]));
    }
    return hex.append(to == bytes.length ? "(end)" : "…").toString();
  }
}
