package org.ramwire.sender.model;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** The modelled records of pages, whole or by their heads. */
final class RecordWriter {

  static final int ZERO = 0x02;
  static final int LIST = 0x04;
  static final int PAGE = 0x08;
  static final int END_OF_SECTION = 0x10;
  static final int SAME_BLOCK = 0x20;
  static final int DELTA = 0x40;
  static final int HOOK = 0x80;
  static final int COMPRESSED = 0x100;

  private RecordWriter() {}

  /** Writes the head of a page's record, with the block's name unless it is the same block. */
  static void head(ModelWire wire, ModelBlock block, long offset, int kind, boolean sameBlock) {
    wire.be64(offset + kind + (sameBlock ? SAME_BLOCK : 0));
    if (!sameBlock) {
      wire.name(block.name);
    }
  }

  /** Returns a whole record of a compressed page, to be written now or later. */
  static byte[] compressed(
      ModelBlock block, long offset, boolean sameBlock, byte[] page, int level) {
    ModelWire record = new ModelWire();
    head(record, block, offset, COMPRESSED, sameBlock);
    byte[] deflated = deflate(page, level);
    record.raw(ByteBuffer.allocate(4).putInt(deflated.length).array());
    record.raw(deflated);
    return record.take();
  }

  private static byte[] deflate(byte[] page, int level) {
    Deflater deflater = new Deflater(level);
    try {
      deflater.setInput(page);
      deflater.finish();
      byte[] room = new byte[page.length + page.length / 8 + 64];
      int length = deflater.deflate(room);
      if (!deflater.finished()) {
        throw new AssertionError("a page needs more than " + room.length + " bytes");
      }
      return java.util.Arrays.copyOf(room, length);
    } finally {
      deflater.end();
    }
  }
}
