package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** The content of {@code dirty-bitmap}: chunks that open, fill and close bitmaps (CON-061). */
final class DirtyBitmapsSection implements SectionGrammar {

  private static final int EOS = 0x01;
  private static final int ZEROES = 0x02;
  private static final int BITMAP_NAME = 0x04;
  private static final int NODE_NAME = 0x08;
  private static final int START = 0x10;
  private static final int COMPLETE = 0x20;
  private static final int BITS = 0x40;
  private static final int MORE_FLAGS = 0x80;
  private static final int KINDS = START | COMPLETE | BITS;

  /** LEN-034: START with both names and BITS, as some streams number them. */
  private static final int OTHER_START = 0x30;

  private static final int OTHER_BITS = 0x02;
  private static final int START_BYTES = Integer.BYTES + 1;
  private static final int EXTENT_BYTES = Long.BYTES + Integer.BYTES;

  DirtyBitmapsSection() {}

  @Override
  public boolean starts(StreamInput input) throws IOException {
    return !input.available(1) || input.peek(0) >= MORE_FLAGS || known(input.peek(0));
  }

  private static boolean known(int flags) {
    int named = BITMAP_NAME | NODE_NAME | EOS;
    return switch (flags & ~named) {
      case 0 -> flags == EOS;
      case START, COMPLETE, BITS, BITS | ZEROES -> true;
      default -> flags == OTHER_START || flags == OTHER_BITS;
    };
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    while (!skipChunk(input)) {
      // Each call takes one chunk.
    }
    return true;
  }

  /** Takes one chunk; returns whether it is the payload's last. */
  private static boolean skipChunk(StreamInput input) throws IOException {
    long at = input.offset();
    int flags = flags(input);
    if (!known(flags)) {
      throw new MalformedStreamException(
          Clause.DIRTY_BITMAPS_SECTION,
          at,
          String.format("flags %02x in a dirty-bitmap section: no chunk has them", flags));
    }
    boolean other = flags == OTHER_START || flags == OTHER_BITS;
    int kind = other ? flags == OTHER_START ? START : BITS : flags & KINDS;
    int names = flags == OTHER_START ? NODE_NAME | BITMAP_NAME : other ? 0 : flags;
    skipName(input, names & NODE_NAME);
    skipName(input, names & BITMAP_NAME);
    if (kind == START) {
      input.skip(START_BYTES, "the start of a bitmap");
    } else if (kind == BITS) {
      input.skip(EXTENT_BYTES, "the extent of a bitmap's bits");
      skipBits(input, !other && (flags & ZEROES) != 0);
    }
    return !other && (flags & EOS) != 0;
  }

  /** Takes flags of one, two or four bytes; the kinds are in the last. */
  private static int flags(StreamInput input) throws IOException {
    input.require(1, "a bitmap chunk's flags");
    int flags = input.u8();
    if ((flags & MORE_FLAGS) != 0) {
      input.require(1, "a bitmap chunk's flags");
      flags = input.u8();
      if ((flags & MORE_FLAGS) != 0) {
        input.require(2, "a bitmap chunk's flags");
        flags = input.be16() & 0xff;
      }
    }
    return flags & ~MORE_FLAGS;
  }

  private static void skipName(StreamInput input, int flag) throws IOException {
    if (flag != 0) {
      input.require(1, "a name in a bitmap chunk");
      input.skip(input.u8(), "a name in a bitmap chunk");
    }
  }

  private static void skipBits(StreamInput input, boolean zeroes) throws IOException {
    if (!zeroes) {
      SectionBytes.skipCounted(input, Clause.DIRTY_BITMAPS_SECTION, "a bitmap's bits");
    }
  }
}
