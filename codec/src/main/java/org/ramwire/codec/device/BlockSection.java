package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** The content of {@code block}: pieces of disks, each with its disk's name (CON-060). */
final class BlockSection implements SectionGrammar {

  private static final int FLAGS = 0x1ff;
  private static final int BLOCK = 1;
  private static final int EOS = 2;
  private static final int PROGRESS = 4;
  private static final int ZERO_BLOCK = BLOCK | 8;
  private static final int BLOCK_BYTES = 1 << 20;

  BlockSection() {}

  private static boolean known(int flags) {
    return flags == BLOCK || flags == ZERO_BLOCK || flags == EOS || flags == PROGRESS;
  }

  @Override
  public boolean starts(StreamInput input) throws IOException {
    return !input.available(Long.BYTES) || known((int) input.peekBe64(0) & FLAGS);
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    int flags;
    do {
      long at = input.offset();
      input.require(Long.BYTES, "a record of a block section");
      flags = (int) input.be64() & FLAGS;
      if (!known(flags)) {
        throw new MalformedStreamException(
            Clause.BLOCK_SECTION,
            at,
            String.format("flags %03x in a block section: expected 001, 009, 002 or 004", flags));
      }
      if ((flags & BLOCK) != 0) {
        input.require(1, "a disk's name");
        input.skip(input.u8(), "a disk's name");
        input.skip(flags == BLOCK ? BLOCK_BYTES : 0, "1 MiB of a disk");
      }
    } while (flags != EOS);
    return true;
  }
}
