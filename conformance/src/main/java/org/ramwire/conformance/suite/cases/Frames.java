package org.ramwire.conformance.suite.cases;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.format.RamFlag;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

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
      case "header" -> header();
      case "start" -> start();
      case "part" -> typeAndId(SectionType.PART);
      case "end" -> typeAndId(SectionType.END);
      case "footer" -> typeAndId(SectionType.FOOTER);
      case "list" -> list();
      case "eos" -> ByteBuffer.allocate(Long.BYTES).putLong(RamFlag.EOS).array();
      case "eof" -> new byte[] {SectionType.EOF};
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

  private static byte[] header() {
    return ByteBuffer.allocate(StreamConstants.HEADER_BYTES)
        .putInt(StreamConstants.MAGIC)
        .putInt(StreamConstants.VERSION)
        .array();
  }

  private static byte[] typeAndId(int type) {
    return ByteBuffer.allocate(StreamConstants.FOOTER_BYTES)
        .put((byte) type)
        .putInt(SECTION_ID)
        .array();
  }

  private static byte[] start() {
    byte[] name = StreamConstants.RAM.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(StreamConstants.RAM_START_BYTES)
        .put(typeAndId(SectionType.START))
        .put((byte) name.length)
        .put(name)
        .putInt(0)
        .putInt(StreamConstants.RAM_SECTION_VERSION)
        .array();
  }

  private byte[] list() {
    long total = blocks.stream().mapToLong(RamBlock::usedLength).sum();
    int length = blocks.stream().mapToInt(block -> 1 + block.idstr().length() + 8).sum();
    ByteBuffer list = ByteBuffer.allocate(8 + length).putLong(total | RamFlag.MEM_SIZE);
    for (RamBlock block : blocks) {
      list.put((byte) block.idstr().length())
          .put(block.idstr().bytes())
          .putLong(block.usedLength());
    }
    return list.array();
  }
}
