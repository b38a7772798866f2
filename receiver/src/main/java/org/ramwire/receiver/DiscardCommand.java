package org.ramwire.receiver;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;

/**
 * The data of POSTCOPY_RAM_DISCARD: 00, a block's name, 00, then places in it, each be64 start and
 * be64 length. What is none of it concerns no page (CON-033).
 */
final class DiscardCommand {

  private static final int PLACE_BYTES = 2 * Long.BYTES;

  private DiscardCommand() {}

  /** What takes the places. */
  @FunctionalInterface
  interface Places {
    /** Takes a place in a block, in bytes; it may be outside. */
    void place(RamBlock block, long start, long length);
  }

  static void read(Bytes data, Map<Idstr, RamBlock> blocks, Places places) {
    ByteBuffer fields = ByteBuffer.wrap(data.toArray());
    try {
      int version = fields.get();
      byte[] name = new byte[fields.get() & 0xff];
      fields.get(name);
      RamBlock block = blocks.get(Idstr.copyOf(name, 0, name.length));
      if (version != 0 || block == null || fields.get() != 0) {
        return;
      }
      while (fields.remaining() >= PLACE_BYTES) {
        places.place(block, fields.getLong(), fields.getLong());
      }
    } catch (BufferUnderflowException e) {
      // A name that is longer than the data.
    }
  }
}
