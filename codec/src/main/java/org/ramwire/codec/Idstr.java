package org.ramwire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a RAM block as it is on the wire: bytes, compared as bytes (RAM-007, RAM-008).
 *
 * <p>The wire has no character set. {@link #toString} shows UTF-8 where the bytes are that, and
 * escapes as {@code \xNN} where they are not. Immutable.
 */
public final class Idstr {

  /** The longest name that the length byte can state. */
  public static final int MAX_BYTES = 255;

  private final byte[] bytes;

  private Idstr(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a name as text.
   *
   * @param text a name whose UTF-8 form has 1 to 255 bytes and no NUL
   * @return the name
   * @throws IllegalArgumentException if it is empty, too long or has a NUL
   */
  public static Idstr of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an idstr has 1 to 255 bytes, not " + bytes.length + ": '" + text + "'");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an idstr has no NUL: '" + text + "'");
    }
    return new Idstr(bytes);
  }

  /**
   * Copies a name off the wire; the caller has checked it or means to keep it unchecked.
   *
   * @param source holds the name
   * @param from its first byte's index
   * @param length bytes
   * @return the name
   */
  public static Idstr copyOf(byte[] source, int from, int length) {
    return new Idstr(Arrays.copyOfRange(source, from, from + length));
  }

  /**
   * Returns the name's length on the wire.
   *
   * @return bytes
   */
  public int length() {
    return bytes.length;
  }

  /**
   * Returns the name's bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the bytes themselves, for writing only. */
  byte[] raw() {
    return bytes;
  }

  /** Compares with bytes of a window, without an allocation. */
  boolean matches(byte[] window, int from, int length) {
    return Arrays.equals(bytes, 0, bytes.length, window, from, from + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Idstr that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return printable(bytes);
  }

  /** Shows bytes as UTF-8 if they are that and printable, else with escapes. */
  static String printable(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().noneMatch(Character::isISOControl) && text.indexOf('\\') < 0) {
        return text;
      }
    } catch (CharacterCodingException e) {
      // Not UTF-8: escaped below.
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes) {
      if (b >= 0x20 && b < 0x7f && b != '\\') {
        escaped.append((char) b);
      } else {
        escaped.append(String.format("\\x%02x", b));
      }
    }
    return escaped.toString();
  }
}
