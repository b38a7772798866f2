package org.ramwire.conformance.suite.random;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A stream in the notation of case files, as it grows: a line for each record or element. */
final class StreamLines {

  private static final int HEX_PER_LINE = 32;

  /** A word of the notation and what it stands for; a label stands for nothing. */
  private record Word(String text, byte[] bytes) {}

  private final List<String> done = new ArrayList<>();
  private final List<Word> line = new ArrayList<>();
  private final int pageBytes;
  private int length;

  /** How many bytes there may be. */
  private int limit = Integer.MAX_VALUE;

  StreamLines(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  /** Drops everything from an offset on. */
  void cutAt(int offset) {
    limit = offset;
  }

  int length() {
    return length;
  }

  StreamLines label(String name) {
    line.add(new Word("@" + name, new byte[0]));
    return this;
  }

  StreamLines u8(int value) {
    return hex(new byte[] {(byte) value});
  }

  StreamLines be16(int value) {
    return add("be16:" + value, ByteBuffer.allocate(2).putShort((short) value).array());
  }

  StreamLines be32(int value) {
    String text = "be32:" + Integer.toUnsignedString(value);
    return add(text, ByteBuffer.allocate(4).putInt(value).array());
  }

  /** A record's header, address and flags apart. */
  StreamLines header(long address, int flags) {
    String text = String.format(Locale.ROOT, "be64:0x%x|0x%03x", address, flags);
    return add(text, ByteBuffer.allocate(8).putLong(address | flags).array());
  }

  StreamLines be64(long value) {
    return add(
        String.format(Locale.ROOT, "be64:0x%x", value),
        ByteBuffer.allocate(8).putLong(value).array());
  }

  StreamLines text(String text) {
    return add('"' + text + '"', text.getBytes(StandardCharsets.UTF_8));
  }

  /** A length byte and a text. */
  StreamLines name(String name) {
    return u8(name.getBytes(StandardCharsets.UTF_8).length).text(name);
  }

  StreamLines hex(byte[] bytes) {
    return add(HexFormat.of().formatHex(bytes), bytes);
  }

  /** Bytes whose shortest notation is looked for. */
  StreamLines content(byte[] bytes) {
    return add(notation(bytes, pageBytes), bytes);
  }

  private StreamLines add(String text, byte[] bytes) {
    int left = limit - length;
    if (left <= 0) {
      return this;
    }
    byte[] kept = bytes.length <= left ? bytes : Arrays.copyOf(bytes, left);
    line.add(new Word(kept == bytes ? text : notation(kept, pageBytes), kept));
    length += kept.length;
    return this;
  }

  /** Ends a line with a comment, which may be empty. */
  void end(String comment) {
    if (line.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("       ");
    line.forEach(word -> text.append(' ').append(word.text()));
    done.add(text + (comment.isEmpty() ? "" : "  # " + comment));
    line.clear();
  }

  String text() {
    return String.join("\n", done) + "\n";
  }

  /** Returns how case files write some bytes: as a pattern, or as hex with repetitions. */
  static String notation(byte[] bytes, int pageBytes) {
    if (bytes.length == pageBytes && Arrays.equals(bytes, pattern(bytes[0], pageBytes))) {
      return "pattern:" + (bytes[0] & 0xff);
    }
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; ) {
      int same = 1;
      while (at + same < bytes.length && bytes[at + same] == bytes[at]) {
        same++;
      }
      if (same > 4) {
        flush(plain, text);
        text.append(text.isEmpty() ? "" : " ");
        text.append(String.format(Locale.ROOT, "%02x*%d", bytes[at], same));
      } else {
        plain.write(bytes, at, same);
      }
      at += same;
    }
    flush(plain, text);
    return text.toString();
  }

  private static void flush(ByteArrayOutputStream plain, StringBuilder text) {
    byte[] bytes = plain.toByteArray();
    for (int at = 0; at < bytes.length; at += HEX_PER_LINE) {
      String hex = HexFormat.of().formatHex(bytes, at, Math.min(at + HEX_PER_LINE, bytes.length));
      text.append(text.isEmpty() ? "" : at == 0 ? " " : "\n        ").append(hex);
    }
    plain.reset();
  }

  /** The page that {@code pattern:N} stands for. */
  static byte[] pattern(int seed, int length) {
    byte[] page = new byte[length];
    for (int i = 0; i < length; i++) {
      page[i] = (byte) (seed + 7 * i + (i >> 8));
    }
    return page;
  }
}
