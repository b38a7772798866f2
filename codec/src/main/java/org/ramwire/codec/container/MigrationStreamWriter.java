package org.ramwire.codec.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.PrintableName;
import org.ramwire.codec.StreamOutput;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.record.RamRecordWriter;
import org.ramwire.codec.section.SectionTable;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.SectionType;
import org.ramwire.format.StreamConstants;

/**
 * A writer of the migration container's elements (CON-001 to CON-042).
 *
 * <p>It writes the element it is asked for and leaves the order to its caller, so that tests can
 * build what no writer should. The ram section's payload goes through a {@link RamRecordWriter} on
 * the same output. Not thread-safe.
 */
public final class MigrationStreamWriter {

  private final StreamOutput output;

  /**
   * Writes elements to an output.
   *
   * @param output takes the bytes
   */
  public MigrationStreamWriter(StreamOutput output) {
    this.output = output;
  }

  /**
   * Writes magic and version.
   *
   * @throws IOException if the output fails
   */
  public void header() throws IOException {
    output.be32(StreamConstants.MAGIC);
    output.be32(StreamConstants.VERSION);
  }

  /**
   * Writes the configuration and the subsections that it calls for.
   *
   * @param configuration the machine and what is to be announced
   * @throws IOException if the output fails
   */
  public void configuration(Configuration configuration) throws IOException {
    byte[] machine = configuration.machine().getBytes(StandardCharsets.UTF_8);
    output.u8(SectionType.CONFIGURATION);
    output.be32(machine.length);
    output.bytes(machine);
    if (configuration.pageSize() != null) {
      subsection(ConfigurationSubsection.TARGET_PAGE_BITS);
      output.be32(Integer.numberOfTrailingZeros(configuration.pageSize().bytes()));
    }
    List<String> capabilities = configuration.capabilities();
    if (!capabilities.isEmpty()) {
      subsection(ConfigurationSubsection.CAPABILITIES);
      output.be32(capabilities.size());
      for (String capability : capabilities) {
        output.counted(capability.getBytes(StandardCharsets.UTF_8));
      }
    }
    if (configuration.uuid() != null) {
      subsection(ConfigurationSubsection.UUID);
      output.bytes(configuration.uuid().toArray());
    }
  }

  private void subsection(ConfigurationSubsection subsection) throws IOException {
    output.u8(SectionType.SUBSECTION);
    output.counted(subsection.wireName().getBytes(StandardCharsets.US_ASCII));
    output.be32(StreamConstants.SUBSECTION_VERSION);
  }

  /**
   * Writes the head of the ram section's START.
   *
   * @param id the section's number
   * @throws IOException if the output fails
   */
  public void ramStart(int id) throws IOException {
    section(SectionType.START, id, StreamConstants.RAM, 0, StreamConstants.RAM_SECTION_VERSION);
  }

  /**
   * Writes the head of a START or FULL.
   *
   * @param type {@link SectionType#START} or {@link SectionType#FULL}
   * @param id the section's number
   * @param name the section's name, 1 to 255 bytes of UTF-8 without control characters
   * @param instance the instance
   * @param version the version
   * @throws IllegalArgumentException if the name is none (CON-012)
   * @throws IOException if the output fails
   */
  public void section(int type, int id, String name, int instance, int version) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0
        || bytes.length > Idstr.MAX_BYTES
        || SectionTable.hasControl(bytes, 0, bytes.length)) {
      throw new IllegalArgumentException(
          "a section name has 1 to 255 bytes and no control character, not "
              + bytes.length
              + ": '"
              + PrintableName.of(bytes)
              + "'");
    }
    output.u8(type);
    output.be32(id);
    output.counted(bytes);
    output.be32(instance);
    output.be32(version);
  }

  /**
   * Writes the head of a PART.
   *
   * @param id the section's number
   * @throws IOException if the output fails
   */
  public void part(int id) throws IOException {
    output.u8(SectionType.PART);
    output.be32(id);
  }

  /**
   * Writes the head of an END.
   *
   * @param id the section's number
   * @throws IOException if the output fails
   */
  public void end(int id) throws IOException {
    output.u8(SectionType.END);
    output.be32(id);
  }

  /**
   * Writes a footer.
   *
   * @param id the number of the section that it closes
   * @throws IOException if the output fails
   */
  public void footer(int id) throws IOException {
    output.u8(SectionType.FOOTER);
    output.be32(id);
  }

  /**
   * Writes a command.
   *
   * @param command which
   * @param data its data
   * @throws IOException if the output fails
   */
  public void command(MigrationCommand command, byte[] data) throws IOException {
    if (!command.takes(data.length)) {
      throw new IllegalArgumentException(command + " with " + data.length + " bytes of data");
    }
    output.u8(SectionType.COMMAND);
    output.be16(command.code());
    output.be16(data.length);
    output.bytes(data);
  }

  /**
   * Writes EOF.
   *
   * @throws IOException if the output fails
   */
  public void endOfFile() throws IOException {
    output.u8(SectionType.EOF);
  }

  /**
   * Writes a description.
   *
   * @param json one JSON object, UTF-8
   * @throws IOException if the output fails
   */
  public void vmdesc(byte[] json) throws IOException {
    output.u8(SectionType.VMDESC);
    output.be32(json.length);
    output.bytes(json);
  }
}
