package org.ramwire.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A slice of an array: payload bytes with equality by content.
 *
 * <p>It shares the array with whoever made it; {@link #copyOf} makes one that owns its bytes.
 */
public final class Bytes {

  private final byte[] array;
  private final int from;
  private final int length;

  private Bytes(byte[] array, int from, int length) {
    this.array = array;
    this.from = from;
    this.length = length;
  }

  /**
   * Views a part of an array.
   *
   * @param array holds the bytes
   * @param from index of the first
   * @param length how many
   * @return a slice that shares the array
   */
  public static Bytes of(byte[] array, int from, int length) {
    Objects.checkFromIndexSize(from, length, array.length);
    return new Bytes(array, from, length);
  }

  /**
   * Views a whole array.
   *
   * @param array the bytes
   * @return a slice that shares the array
   */
  public static Bytes of(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /**
   * Copies a part of an array.
   *
   * @param array holds the bytes
   * @param from index of the first
   * @param length how many
   * @return a slice of its own array
   */
  public static Bytes copyOf(byte[] array, int from, int length) {
    return of(Arrays.copyOfRange(array, from, from + length));
  }

  /**
   * Returns the shared array.
   *
   * @return not a copy
   */
  public byte[] array() {
    return array;
  }

  /**
   * Returns where the slice starts.
   *
   * @return an index of the array
   */
  public int from() {
    return from;
  }

  /**
   * Returns the slice's length.
   *
   * @return bytes
   */
  public int length() {
    return length;
  }

  /**
   * Copies the slice.
   *
   * @return an array of exactly its bytes
   */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, from, from + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, from, from + length, that.array, that.from, that.from + that.length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }

  @Override
  public String toString() {
    int shown = Math.min(length, 16);
    String hex = HexFormat.of().formatHex(array, from, from + shown);
    return length + " bytes [" + hex + (shown < length ? "…]" : "]");
  }
}
