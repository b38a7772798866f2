package org.ramwire.codec.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ramwire.codec.BoundedInput;
import org.ramwire.codec.Faults;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.Wire;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.format.SectionType;
import org.ramwire.format.Strictness;

class ElementLoopTest {

  /** Notes elements; a section has one byte, and a command's data is a stream inside the stream. */
  private static final class Notes implements ElementLoop.Elements {
    private final StreamInput input;
    private final String depth;
    private final List<String> lines;

    Notes(StreamInput input, String depth, List<String> lines) {
      this.input = input;
      this.depth = depth;
      this.lines = lines;
    }

    void run() throws IOException {
      new ElementLoop(input, new SectionTable(Limits.DEFAULT, Strictness.STRICT), this).run();
    }

    private void note(long at, Object what) {
      lines.add(depth + at + " " + what);
    }

    @Override
    public boolean section(SectionHeader header) throws IOException {
      note(header.offset(), header.type() + " " + header.name());
      input.skip(1, "a section");
      return true;
    }

    @Override
    public boolean command(long at) throws IOException {
      note(at, "command");
      input.require(2 * Short.BYTES, "a command's head");
      input.be16();
      BoundedInput part = input.bounded(input.be16(), "a command's data");
      new Notes(part.cursor(), depth + "> ", lines).run();
      part.skipRest();
      return true;
    }

    @Override
    public void endOfFile(long at) {
      note(at, "EOF");
    }

    @Override
    public void unknown(long at, int typeByte) {
      note(at, "unknown " + typeByte);
    }

    @Override
    public void cut(long at) {
      note(at, "cut");
    }
  }

  private static List<String> read(Wire wire) throws IOException {
    List<String> lines = new ArrayList<>();
    new Notes(Faults.input(wire), "", lines).run();
    return lines;
  }

  private static Wire section(int id, String name) {
    return new Wire().section(SectionType.START, id, name, 0, 1).u8(0);
  }

  @Test
  void takesElementsThroughEof() throws IOException {
    byte[] section = section(1, "one").toArray();
    Wire wire = new Wire().bytes(section).end(1).u8(0).command(1, new byte[0]).eof().u8(8);
    int length = section.length;
    assertThat(read(wire))
        .containsExactly(
            "0 START one",
            length + " END one",
            length + 6 + " command",
            "> " + (length + 11) + " cut",
            length + 11 + " EOF");
  }

  @Test
  void readsANestedStreamByTheSameLoop() throws IOException {
    // Both streams have a section 1: each has a table of its own.
    byte[] nested = section(1, "inside").eof().toArray();
    Wire wire = new Wire().then(w -> w.bytes(section(1, "one").toArray())).command(1, nested).eof();
    int command = section(1, "one").offset();
    assertThat(read(wire))
        .containsExactly(
            "0 START one",
            command + " command",
            "> " + (command + 5) + " START inside",
            "> " + (command + 5 + nested.length - 1) + " EOF",
            command + 5 + nested.length + " EOF");
  }

  @Test
  void endsAtAByteThatNoElementBeginsWith() throws IOException {
    assertThat(read(new Wire().u8(SectionType.FOOTER).u8(0))).containsExactly("0 unknown 126");
    assertThat(read(new Wire().u8(SectionType.SUBSECTION))).containsExactly("0 unknown 5");
    assertThat(read(new Wire().u8(9))).containsExactly("0 unknown 9");
    assertThat(read(new Wire().u8(255))).containsExactly("0 unknown 255");
  }
}
