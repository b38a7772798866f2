package org.ramwire.conformance.stream.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.container.MigrationStreamWriter;
import org.ramwire.codec.element.Configuration;
import org.ramwire.sender.migration.RamSection;

/**
 * What stands around the pieces of a ram section: nothing, the least that makes a migration, or
 * what a captured stream has.
 */
public final class Container {

  /** The number that QEMU up to 7.2 gives the section. */
  private static final int USUAL_RAM_ID = 2;

  /** Before START, before END, and after END. */
  private final byte[] front;

  private final byte[] beforeEnd;
  private final byte[] after;

  /** -1 if the payloads stand alone. */
  private final int ramId;

  private final boolean footers;

  /** The blocks that the captured stream lists; empty where there is none. */
  private final List<RamBlock> listed;

  Container(
      byte[] front,
      byte[] beforeEnd,
      byte[] after,
      int ramId,
      boolean footers,
      List<RamBlock> listed) {
    this.front = front;
    this.beforeEnd = beforeEnd;
    this.after = after;
    this.ramId = ramId;
    this.footers = footers;
    this.listed = listed;
  }

  /**
   * Puts nothing around the payloads.
   *
   * @return a container of nothing
   */
  public static Container body() {
    return new Container(new byte[0], new byte[0], new byte[0], -1, false, List.of());
  }

  /**
   * Makes a migration of the ram section alone, which QEMU takes too.
   *
   * @param machine the machine type; empty for any
   * @return header, configuration, footers, EOF
   */
  public static Container ramOnly(String machine) {
    ByteArrayOutputStream front = new ByteArrayOutputStream();
    StreamOutput output = new StreamOutput(front);
    MigrationStreamWriter writer = new MigrationStreamWriter(output);
    try {
      writer.header();
      writer.configuration(new Configuration(machine));
      output.flush();
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
    byte[] eof = {0};
    return new Container(front.toByteArray(), new byte[0], eof, USUAL_RAM_ID, true, List.of());
  }

  /**
   * Returns the blocks of the captured stream.
   *
   * @return as it lists them; empty for other containers
   */
  public List<RamBlock> listed() {
    return listed;
  }

  RamSection section(StreamOutput output) {
    return ramId < 0
        ? RamSection.bare()
        : RamSection.in(new MigrationStreamWriter(output), ramId, footers);
  }

  void writeFront(StreamOutput output) throws IOException {
    output.bytes(front);
  }

  void writeBeforeEnd(StreamOutput output) throws IOException {
    output.bytes(beforeEnd);
  }

  void writeBehind(StreamOutput output) throws IOException {
    output.bytes(after);
  }
}
