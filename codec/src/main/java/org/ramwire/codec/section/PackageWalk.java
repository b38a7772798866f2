package org.ramwire.codec.section;

import java.io.IOException;
import org.ramwire.codec.BoundedInput;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.StreamException;

/**
 * The walk through a postcopy package for the commands in it, which a live destination answers
 * (CON-032, CON-081): a stream inside the stream. It brings no memory, so whatever is not
 * understood is passed over with the rest (CON-033).
 */
public final class PackageWalk implements ElementLoop.Elements {

  private final StreamInput input;
  private final SectionTable sections;
  private final DeviceSectionScanner scanner;
  private final StreamVisitor visitor;

  /** What the visitor has refused, or null. */
  private StreamException refused;

  private PackageWalk(
      StreamInput input, Limits limits, SectionTable sections, StreamVisitor visitor) {
    this.input = input;
    this.sections = sections;
    this.scanner = new DeviceSectionScanner(input, limits, sections);
    this.visitor = visitor;
  }

  /**
   * Takes a package whose head has been taken.
   *
   * @param outer stands at the package's first byte, and then after its last
   * @param length the package's bytes
   * @param limits what is taken at most
   * @param sections the sections of the stream around it, which tells whether there are footers
   * @param visitor takes the commands
   */
  public static void read(
      StreamInput outer, long length, Limits limits, SectionTable sections, StreamVisitor visitor)
      throws IOException {
    BoundedInput part = outer.bounded(length, "a package of " + length + " bytes");
    SectionTable inside = SectionTable.inside(sections);
    new PackageWalk(part.cursor(), limits, inside, visitor).walk();
    part.skipRest();
  }

  private void walk() throws IOException {
    try {
      new ElementLoop(input, sections, this).run();
    } catch (StreamException e) {
      if (e == refused) {
        throw e;
      }
      // What breaks a clause in here is passed over with the rest.
    }
  }

  @Override
  public boolean command(long at) throws IOException {
    input.require(2 * Short.BYTES, "a command's head");
    MigrationCommand command = MigrationCommand.byCode(input.be16());
    int length = input.be16();
    if (command == null || command == MigrationCommand.PACKAGED || !command.takes(length)) {
      return false;
    }
    input.require(length, "the data of " + command);
    Bytes data = Bytes.of(input.bytes(length));
    try {
      visitor.packagedCommand(at, command, data);
    } catch (StreamException e) {
      refused = e;
      throw e;
    }
    return true;
  }

  @Override
  public boolean section(SectionHeader header) throws IOException {
    boolean starts =
        switch (header.type()) {
          case START, FULL -> true;
          case PART, END, EOF, COMMAND -> false;
        };
    if (!starts
        || header.isRam()
        || sections.footers == Footers.ABSENT
        || !scanner.skipToFooter(header.id())) {
      return false;
    }
    input.advance(StreamConstants.FOOTER_BYTES);
    return true;
  }

  @Override
  public void endOfFile(long at) {
    // What is left of the package is passed over.
  }

  @Override
  public void unknown(long at, int typeByte) {
    // Passed over with the rest.
  }

  @Override
  public void cut(long at) {
    // The package's end: it needs no EOF.
  }
}
