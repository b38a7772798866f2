package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;

/** The content of {@code spapr/htab}: entries of a POWER machine's hash table (CON-062). */
final class HashTableSection implements SectionGrammar {

  private static final int ENTRY_BYTES = 16;

  HashTableSection() {}

  @Override
  public boolean starts(StreamInput input) {
    return true;
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    input.require(Integer.BYTES, "the head of a hash table piece");
    if (input.be32() != 0) {
      // The table's size, or ffffffff for a machine without one: nothing follows.
      return true;
    }
    boolean last;
    do {
      input.require(Long.BYTES, "a chunk of a hash table");
      int index = input.be32();
      int valid = input.be16();
      int invalid = input.be16();
      last = index == 0 && valid == 0 && invalid == 0;
      input.skip((long) valid * ENTRY_BYTES, "entries of a hash table");
    } while (!last);
    return true;
  }
}
