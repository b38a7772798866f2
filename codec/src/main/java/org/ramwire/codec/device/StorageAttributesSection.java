package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/**
 * The content of {@code s390-storage_attributes}: attributes of pages, not their bytes (CON-063).
 */
final class StorageAttributesSection implements SectionGrammar {

  private static final int FLAGS = 0xfff;
  private static final int ERROR = 4;
  private static final int DONE = 8;

  private final int eos;
  private final int more;

  /** Takes version 0, or LEN-035's version 1, which has two flags the other way round. */
  StorageAttributesSection(int version) {
    this.eos = version == 0 ? 1 : 2;
    this.more = version == 0 ? 2 : 1;
  }

  @Override
  public boolean starts(StreamInput input) throws IOException {
    if (!input.available(Long.BYTES)) {
      return true;
    }
    int flags = (int) input.peekBe64(0) & FLAGS;
    return flags == eos || flags == more || flags == DONE || flags == ERROR;
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    while (true) {
      long at = input.offset();
      input.require(Long.BYTES, "a record of storage attributes");
      int flags = (int) input.be64() & FLAGS;
      if (flags == eos) {
        return true;
      } else if (flags == more) {
        SectionBytes.skipCounted(input, Clause.STORAGE_ATTRIBUTES_SECTION, "storage attributes");
      } else if (flags != DONE) {
        throw new MalformedStreamException(
            Clause.STORAGE_ATTRIBUTES_SECTION,
            at,
            String.format(
                "flags %03x among storage attributes%s",
                flags, flags == ERROR ? ": the writer could not read them" : ""));
      }
    }
  }
}
