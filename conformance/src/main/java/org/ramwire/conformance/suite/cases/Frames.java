package org.ramwire.conformance.suite.cases;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.ramwire.codec.RamBlock;

/** The named byte sequences of the notation: what stands around the record that a case is about. */
public final class Frames {

  private static final int SECTION_ID = 2;

  private final boolean body;
  private final List<RamBlock> blocks;

  public Frames(CaseProfile profile, List<RamBlock> blocks) {
    this.body = profile == CaseProfile.BODY;
    this.blocks = blocks;
  }

  /** Returns a frame's bytes, or null if there is none of that name. */
  public byte[] bytes(String name) {
    return switch (name) {
      case "open" ->
          body ? join("list", "eos") : join("header", "start", "list", "close-payload", "part");
      case "next" -> body ? join("eos") : join("close-payload", "part");
      case "close" -> body ? join("eos") : join("close-payload", "end", "close-payload", "eof");
      case "close-payload" -> join("eos", "footer");
      case "header" -> new byte[] {'Q', 'E', 'V', 'M', 0, 0, 0, 3};
      case "start" -> start();
      case "part" -> typeAndId(2);
      case "end" -> typeAndId(3);
      case "footer" -> typeAndId(0x7e);
      case "list" -> list();
      case "eos" -> ByteBuffer.allocate(8).putLong(0x10).array();
      case "eof" -> new byte[1];
      default -> null;
    };
  }

  private byte[] join(String... names) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (String name : names) {
      joined.writeBytes(bytes(name));
    }
    return joined.toByteArray();
  }

  private static byte[] typeAndId(int type) {
    return ByteBuffer.allocate(5).put((byte) type).putInt(SECTION_ID).array();
  }

  private static byte[] start() {
    return ByteBuffer.allocate(17)
        .put(typeAndId(1))
        .put(new byte[] {3, 'r', 'a', 'm'})
        .putInt(0)
        .putInt(4)
        .array();
  }

  private byte[] list() {
    long total = blocks.stream().mapToLong(RamBlock::usedLength).sum();
    int length = blocks.stream().mapToInt(block -> 1 + block.idstr().length() + 8).sum();
    ByteBuffer list = ByteBuffer.allocate(8 + length).putLong(total | 0x04);
    for (RamBlock block : blocks) {
      list.put((byte) block.idstr().length())
          .put(block.idstr().bytes())
          .putLong(block.usedLength());
    }
    return list.array();
  }
}
