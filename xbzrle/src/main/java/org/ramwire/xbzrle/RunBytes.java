package org.ramwire.xbzrle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The copying of a run's bytes, quick for short runs, where a call of {@code System.arraycopy}
 * costs more than the copy.
 */
final class RunBytes {

  // Both directions use the same order, so it does not show.
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private RunBytes() {}

  /** Copies a run of 1 or more bytes between two arrays, and touches no other byte. */
  static void copy(byte[] source, int sourceAt, byte[] target, int targetAt, int length) {
    if (length == Long.BYTES) {
      // An aligned word that has changed: the commonest run.
      LONG.set(target, targetAt, (long) LONG.get(source, sourceAt));
    } else if (length > 2 * Long.BYTES) {
      System.arraycopy(source, sourceAt, target, targetAt, length);
    } else if (length >= Long.BYTES) {
      // Words from both ends, which overlap in the middle.
      int last = length - Long.BYTES;
      LONG.set(target, targetAt, (long) LONG.get(source, sourceAt));
      LONG.set(target, targetAt + last, (long) LONG.get(source, sourceAt + last));
    } else if (length == 1) {
      target[targetAt] = source[sourceAt];
    } else if (length >= Integer.BYTES) {
      int last = length - Integer.BYTES;
      INT.set(target, targetAt, (int) INT.get(source, sourceAt));
      INT.set(target, targetAt + last, (int) INT.get(source, sourceAt + last));
    } else {
      // 2 or 3 bytes: the first two and the last, which may be the same.
      int last = length - 1;
      target[targetAt] = source[sourceAt];
      target[targetAt + 1] = source[sourceAt + 1];
      target[targetAt + last] = source[sourceAt + last];
    }
  }
}
