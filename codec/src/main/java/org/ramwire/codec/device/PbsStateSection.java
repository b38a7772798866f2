package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;

/** The content of {@code pbs-state}: a backup client's state, with its length (CON-065). */
final class PbsStateSection implements SectionGrammar {

  PbsStateSection() {}

  @Override
  public boolean starts(StreamInput input) throws IOException {
    return !input.available(Integer.BYTES) || input.peekBe32(0) == 0;
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    SectionBytes.skipCounted(input, Clause.PBS_STATE_SECTION, "a backup client's state");
    return true;
  }
}
