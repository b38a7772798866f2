package org.ramwire.conformance.suite.cases;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Adler32;
import org.ramwire.format.PageSize;

/**
 * The notation of bytes in case files, described in {@code cases/README.md}: hex, texts, numbers,
 * repetition, patterns, frames and labels. Takes a value line by line. Not thread-safe.
 */
public final class ByteNotation {

  /** A word, a quoted text with what sticks to it, or a closing bracket. */
  private static final Pattern TOKEN =
      Pattern.compile("(?:\"[^\"]*+\"|'[^']*+')(\\*\\S++)?|\\)|[^\\s\"')]++\\(?");

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})++");
  private static final int MAX_STORED_BYTES = 0xffff;

  private final String file;
  private final PageSize pageSize;
  private final Frames frames;
  private final CaseLimits limits;
  private final Content bytes = new Content();
  private final Map<String, Long> labels = new HashMap<>();

  /** Where each open {@code stored(} started. */
  private final Deque<Integer> openBrackets = new ArrayDeque<>();

  private int lineNumber;

  public ByteNotation(String file, PageSize pageSize, Frames frames) {
    this(file, pageSize, frames, new CaseLimits());
  }

  public ByteNotation(String file, PageSize pageSize, Frames frames, CaseLimits limits) {
    this.file = file;
    this.pageSize = pageSize;
    this.frames = frames;
    this.limits = limits;
  }

  /** The bytes so far, of which the last can be put into a frame without copying the others. */
  private static final class Content extends ByteArrayOutputStream {

    int checksum(int from) {
      Adler32 checksum = new Adler32();
      checksum.update(buf, from, count - from);
      return (int) checksum.getValue();
    }

    void insert(int at, byte[] added) {
      int moved = count - at;
      writeBytes(added);
      System.arraycopy(buf, at, buf, at + added.length, moved);
      System.arraycopy(added, 0, buf, at, added.length);
    }
  }

  /** Takes a whole value. */
  public ByteNotation take(CaseEntry entry) throws CaseSyntaxException {
    for (CaseEntry.Line line : entry.lines()) {
      take(line);
    }
    return this;
  }

  /** Takes one line of a value. */
  public void take(CaseEntry.Line line) throws CaseSyntaxException {
    lineNumber = line.number();
    Matcher matcher = TOKEN.matcher(line.text());
    int read = 0;
    while (matcher.find()) {
      if (!line.text().substring(read, matcher.start()).isBlank()) {
        throw fault("cannot read '" + line.text().substring(read, matcher.start()).strip() + "'");
      }
      read = matcher.end();
      takeToken(matcher.group());
    }
    if (!line.text().substring(read).isBlank()) {
      throw fault("cannot read '" + line.text().substring(read).strip() + "'");
    }
  }

  /** Returns all bytes; every bracket must be closed by now. */
  public byte[] bytes() throws CaseSyntaxException {
    if (!openBrackets.isEmpty()) {
      throw fault("'stored(' without its ')'");
    }
    return bytes.toByteArray();
  }

  /** Returns the offsets that labels mark. */
  Map<String, Long> labels() {
    return labels;
  }

  private void takeToken(String token) throws CaseSyntaxException {
    if (token.startsWith("@")) {
      if (labels.size() == CaseLimits.MAX_LABELS) {
        throw fault("more than " + CaseLimits.MAX_LABELS + " labels");
      }
      if (labels.putIfAbsent(token.substring(1), (long) bytes.size()) != null) {
        throw fault("label " + token + " is set twice");
      }
    } else if (token.equals("stored(")) {
      if (openBrackets.size() == CaseLimits.MAX_OPEN_BRACKETS) {
        throw fault("more than " + CaseLimits.MAX_OPEN_BRACKETS + " 'stored(' in one another");
      }
      openBrackets.push(bytes.size());
    } else if (token.equals(")")) {
      closeStored();
    } else {
      int star = token.lastIndexOf('*');
      boolean repeated = star > (isText(token) ? token.lastIndexOf(token.charAt(0)) : 0);
      long count = repeated ? number(token.substring(star + 1)) : 1;
      byte[] unit = unit(repeated ? token.substring(0, star) : token);
      // What is made and repeated no time costs as much as once.
      if (count < 0 || !limits.take(Math.max(1, count), unit.length)) {
        throw fault(
            "'" + token + "' makes more than " + CaseLimits.MAX_BYTES + " bytes in this file");
      }
      for (long i = 0; i < (unit.length == 0 ? 0 : count); i++) {
        bytes.writeBytes(unit);
      }
    }
  }

  private static boolean isText(String token) {
    return token.startsWith("\"") || token.startsWith("'");
  }

  private byte[] unit(String token) throws CaseSyntaxException {
    if (isText(token)) {
      return token.substring(1, token.length() - 1).getBytes(StandardCharsets.UTF_8);
    }
    if (token.startsWith("<")) {
      return frame(token);
    }
    if (HEX.matcher(token).matches()) {
      return HexFormat.of().parseHex(token);
    }
    int colon = token.indexOf(':');
    if (colon > 0) {
      return typed(token.substring(0, colon), token.substring(colon + 1));
    }
    throw fault(
        "expected hex pairs, a \"text\", a number such as be32:2, a <frame>, a @label"
            + " or pattern:N, found '"
            + token
            + "'");
  }

  private byte[] frame(String token) throws CaseSyntaxException {
    byte[] frame =
        token.endsWith(">") ? frames.bytes(token.substring(1, token.length() - 1)) : null;
    if (frame == null) {
      throw fault("there is no frame " + token);
    }
    return frame;
  }

  private byte[] typed(String type, String value) throws CaseSyntaxException {
    long number = number(value);
    return switch (type) {
      case "be16" -> sized(number, 2, ByteOrder.BIG_ENDIAN);
      case "be32" -> sized(number, 4, ByteOrder.BIG_ENDIAN);
      case "be64" -> sized(number, 8, ByteOrder.BIG_ENDIAN);
      case "le32" -> sized(number, 4, ByteOrder.LITTLE_ENDIAN);
      case "pattern" -> pattern(number, pageSize.bytes());
      default -> throw fault("expected be16, be32, be64, le32 or pattern, found '" + type + "'");
    };
  }

  private byte[] sized(long number, int size, ByteOrder order) throws CaseSyntaxException {
    if (size < 8 && number >>> 8 * size != 0) {
      throw fault("0x" + Long.toHexString(number) + " does not fit into " + size + " bytes");
    }
    ByteBuffer all = ByteBuffer.allocate(8).order(order).putLong(number);
    int from = order == ByteOrder.BIG_ENDIAN ? 8 - size : 0;
    return Arrays.copyOfRange(all.array(), from, from + size);
  }

  /**
   * Returns page content that differs at every place and for every seed: no two bytes agree by
   * chance.
   */
  static byte[] pattern(long seed, int length) {
    byte[] pattern = new byte[length];
    for (int i = 0; i < length; i++) {
      pattern[i] = (byte) (seed + 7 * i + (i >> 8));
    }
    return pattern;
  }

  private long number(String text) throws CaseSyntaxException {
    long number = 0;
    for (String term : text.split("\\|", -1)) {
      try {
        number |=
            term.startsWith("0x")
                ? Long.parseUnsignedLong(term.substring(2), 16)
                : Long.parseUnsignedLong(term);
      } catch (NumberFormatException e) {
        throw fault("expected a number such as 4096 or 0x1000, found '" + term + "'");
      }
    }
    return number;
  }

  /** Turns what the bracket holds into a zlib stream of one stored block. */
  private void closeStored() throws CaseSyntaxException {
    if (openBrackets.isEmpty()) {
      throw fault("')' without 'stored('");
    }
    int from = openBrackets.pop();
    int length = bytes.size() - from;
    if (length > MAX_STORED_BYTES) {
      throw fault("a stored block holds at most 65535 bytes, not " + length);
    }
    int checksum = bytes.checksum(from);
    byte[] header =
        ByteBuffer.allocate(7)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {0x78, 0x01, 0x01})
            .putShort((short) length)
            .putShort((short) ~length)
            .array();
    byte[] trailer = ByteBuffer.allocate(4).putInt(checksum).array();
    if (!limits.take(1, header.length + trailer.length)) {
      throw fault("more than " + CaseLimits.MAX_BYTES + " bytes in this file");
    }
    bytes.insert(from, header);
    bytes.writeBytes(trailer);
  }

  private CaseSyntaxException fault(String detail) {
    return new CaseSyntaxException(file, lineNumber, detail);
  }
}
