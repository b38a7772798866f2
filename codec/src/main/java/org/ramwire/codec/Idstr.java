package org.ramwire.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of a RAM block as it is on the wire: bytes, compared as bytes (RAM-007, RAM-008).
 *
 * <p>The wire has no character set. {@link #toString} shows UTF-8 where the bytes are that and can
 * be seen, and escapes as {@code \xNN} where not; no two names look the same. Immutable.
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
   * @param text a name whose UTF-8 form has 0 to 255 bytes and no NUL
   * @return the name
   * @throws IllegalArgumentException if it is too long or has a NUL
   */
  public static Idstr of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an idstr has 0 to 255 bytes, not " + bytes.length + ": '" + text + "'");
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

  /**
   * Writes the name as records and lists have it: a length byte and the bytes (RAM-007).
   *
   * @param output takes them
   * @throws IOException if the output fails
   */
  public void writeTo(StreamOutput output) throws IOException {
    output.counted(bytes);
  }

  /** Returns the bytes themselves, for reading only. */
  byte[] raw() {
    return bytes;
  }

  /**
   * Compares with bytes of a window, without an allocation.
   *
   * @param window holds a name
   * @param from index of its first byte
   * @param length its bytes
   * @return true if they are this name
   */
  public boolean matches(byte[] window, int from, int length) {
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
    return PrintableName.of(bytes);
  }

  /**
   * Returns the name as a text that is never empty, for a place where nothing marks its ends.
   *
   * @return the text of {@link #toString}; {@code ""} with its quotes for the empty name
   */
  public String shown() {
    return bytes.length == 0 ? PrintableName.EMPTY : toString();
  }

  /**
   * Tells whether the text of {@link #toString} is the name itself, with nothing escaped.
   *
   * @return true if its UTF-8 form is what stands on the wire
   */
  public boolean isPlain() {
    return Arrays.equals(bytes, toString().getBytes(StandardCharsets.UTF_8));
  }
}
