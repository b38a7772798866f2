package org.ramwire.codec.section;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Limits;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamException;

/**
 * The walk through a postcopy package for the commands in it, which a live destination answers
 * (CON-032, CON-081). It brings no memory, so whatever is not understood is passed over with the
 * rest (CON-033), and the walk never reads past the package's end.
 */
public final class PackageWalk {

  private final StreamInput outer;

  private final Limits limits;
  private final SectionTable sections;
  private final StreamVisitor visitor;

  /** What the visitor has refused, or null. */
  private StreamException refused;

  /** Walks through packages of a stream. */
  public PackageWalk(
      StreamInput outer, Limits limits, SectionTable sections, StreamVisitor visitor) {
    this.outer = outer;
    this.limits = limits;
    this.sections = sections;
    this.visitor = visitor;
  }

  /** Takes a package whose head has been taken. */
  public void read(long length) throws IOException {
    long from = outer.offset();
    Slice slice = new Slice(length);
    SectionTable inside = new SectionTable(limits, true);
    inside.footers = sections.footers;
    // A package may be short, and a stream may have as many as fit.
    int windowBytes = (int) Math.min(Math.max(length, 1), StreamInput.WINDOW_BYTES);
    walk(new StreamInput(slice, windowBytes), from, inside);
    outer.skip(slice.left, "a package of " + length + " bytes");
  }

  private void walk(StreamInput input, long from, SectionTable inside) throws IOException {
    DeviceSectionScanner scanner = new DeviceSectionScanner(input, limits, inside);
    try {
      while (input.available(1)) {
        long at = from + input.offset();
        int type = input.u8();
        boolean understood =
            switch (type) {
              case SectionType.COMMAND -> command(input, at);
              case SectionType.FULL, SectionType.START ->
                  device(inside.readHeader(input, at, type), input, scanner, inside);
              default -> false;
            };
        if (!understood) {
          return;
        }
      }
    } catch (StreamException e) {
      if (e == refused) {
        throw e;
      }
      // What breaks a clause in here is passed over with the rest.
    }
  }

  private boolean command(StreamInput input, long at) throws IOException {
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

  private boolean device(
      SectionHeader header, StreamInput input, DeviceSectionScanner scanner, SectionTable inside)
      throws IOException {
    if (header.isRam() || inside.footers == Footers.ABSENT || !scanner.skipToFooter(header.id())) {
      return false;
    }
    input.advance(DeviceSectionScanner.FOOTER_BYTES);
    return true;
  }

  /** The package's bytes and none after them. */
  private final class Slice implements ReadableByteChannel {

    private long left;

    Slice(long length) {
      this.left = length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (left == 0) {
        return -1;
      }
      outer.require(1, "a package");
      int count = (int) Math.min(Math.min(left, outer.buffered()), target.remaining());
      target.put(outer.window(), outer.position(), count);
      outer.advance(count);
      left -= count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // The outer input stays the reader's.
    }
  }
}
