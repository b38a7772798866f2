package org.ramwire.codec.device;

import java.io.IOException;
import org.ramwire.codec.StreamInput;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/** The content of {@code vfio}: marks, and a device's own data with their length (CON-064). */
final class VfioSection implements SectionGrammar {

  private static final long MARK = 0xffffffffef100000L;

  /** The marks, in the order of their numbers from 1. */
  private enum Mark {
    END_OF_STATE,
    CONFIG_STATE,
    SETUP_STATE,
    DATA_STATE,
    INIT_DATA_SENT,
    CONFIG_LOAD_READY;

    private static final Mark[] BY_NUMBER = values();

    /** Finds a mark, or null if there is none of that number. */
    static Mark of(long word) {
      long number = word - MARK;
      return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[(int) number - 1] : null;
    }
  }

  VfioSection() {}

  @Override
  public boolean starts(StreamInput input) throws IOException {
    return !input.available(Long.BYTES) || Mark.of(input.peekBe64(0)) != null;
  }

  @Override
  public boolean skip(StreamInput input) throws IOException {
    while (true) {
      Mark mark = readMark(input);
      boolean goesOn =
          switch (mark) {
            // SETUP_STATE has nothing of its own: END_OF_STATE follows.
            case SETUP_STATE -> true;
            case DATA_STATE -> {
              SectionBytes.skipCounted(input, Clause.VFIO_SECTION, "a vfio device's data");
              yield true;
            }
            case CONFIG_STATE, END_OF_STATE, INIT_DATA_SENT, CONFIG_LOAD_READY -> false;
          };
      if (!goesOn) {
        return mark != Mark.CONFIG_STATE;
      }
    }
  }

  private static Mark readMark(StreamInput input) throws IOException {
    long at = input.offset();
    input.require(Long.BYTES, "a mark of a vfio section");
    long word = input.be64();
    Mark mark = Mark.of(word);
    if (mark == null) {
      throw new MalformedStreamException(
          Clause.VFIO_SECTION, at, String.format("mark %016x in a vfio section", word));
    }
    return mark;
  }
}
