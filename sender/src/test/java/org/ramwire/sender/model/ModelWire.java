package org.ramwire.sender.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The modelled stream: all its bytes, and how far it and what went beside it have come. */
final class ModelWire {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long taken;
  private long beside;

  void u8(int value) {
    bytes.write(value);
  }

  void be16(int value) {
    raw(ByteBuffer.allocate(2).putShort((short) value).array());
  }

  void be64(long value) {
    raw(ByteBuffer.allocate(8).putLong(value).array());
  }

  void name(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    u8(text.length);
    raw(text);
  }

  void raw(byte[] value) {
    bytes.write(value, 0, value.length);
  }

  /** Counts bytes that another transport has moved. */
  void wentBeside(long count) {
    beside += count;
  }

  long streamed() {
    return taken + bytes.size();
  }

  long moved() {
    return streamed() + beside;
  }

  /** Returns what has been written since the last time it was asked. */
  byte[] take() {
    byte[] written = bytes.toByteArray();
    taken += written.length;
    bytes.reset();
    return written;
  }
}
