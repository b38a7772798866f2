package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** The content of {@code vfio}: marks, and a device's own data with their length (CON-064). */
final class VfioSection implements SectionGrammar {

  private static final long MARK = 0xffffffffef100000L;
  private static final int END_OF_STATE = 1;
  private static final int CONFIG_STATE = 2;
  private static final int SETUP_STATE = 3;
  private static final int DATA_STATE = 4;
  private static final int INIT_DATA_SENT = 5;
  private static final int CONFIG_LOAD_READY = 6;

  VfioSection() {}

  @Override
  public boolean starts(StreamInput input) throws IOException {
    return !input.available(Long.BYTES) || known(input.peekBe64(0));
  }

  private static boolean known(long mark) {
    return mark >= MARK + END_OF_STATE && mark <= MARK + CONFIG_LOAD_READY;
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    while (true) {
      long at = input.offset();
      input.require(Long.BYTES, "a mark of a vfio section");
      long mark = input.be64();
      if (!known(mark)) {
        throw new MalformedStreamException(
            Clause.VFIO_SECTION, at, String.format("mark %016x in a vfio section", mark));
      }
      switch ((int) (mark - MARK)) {
        case SETUP_STATE -> {
          // Nothing of its own: END_OF_STATE follows.
        }
        case DATA_STATE ->
            SectionBytes.skipCounted(input, Clause.VFIO_SECTION, "a vfio device's data");
        case CONFIG_STATE -> {
          return false;
        }
        case END_OF_STATE, INIT_DATA_SENT, CONFIG_LOAD_READY -> {
          return true;
        }
        default -> throw new AssertionError(mark);
      }
    }
  }
}
