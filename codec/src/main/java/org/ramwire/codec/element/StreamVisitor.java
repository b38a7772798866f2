package org.ramwire.codec.element;

import java.io.IOException;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.record.RamRecordVisitor;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MigrationCommand;

/**
 * What a reader of a whole migration stream calls for each element, in stream order.
 *
 * <p>Whoever looks at some elements alone implements {@link StreamAdapter}; whoever has to handle
 * each kind of record, {@link ContainerAdapter}.
 */
public interface StreamVisitor extends RamRecordVisitor {

  /**
   * Takes the wrapper of a virsh save file.
   *
   * @param offset where it starts
   * @param header its fields
   * @throws IOException if the visitor refuses or fails
   */
  void libvirtHeader(long offset, LibvirtHeader header) throws IOException;

  /**
   * Takes the configuration; not called where the stream has none.
   *
   * @param offset where it starts
   * @param configuration its content
   * @throws IOException if the visitor refuses or fails
   */
  void configuration(long offset, Configuration configuration) throws IOException;

  /**
   * Takes the head of a section. For the ram section its records follow, then {@link #sectionEnd}.
   *
   * @param header the head
   * @throws IOException if the visitor refuses or fails
   */
  void sectionStart(SectionHeader header) throws IOException;

  /**
   * Takes note of how the reader knew where a section ends; {@link #sectionEnd} follows.
   *
   * @param header its head
   * @param how by its grammar, by the description or by a search
   * @throws IOException if the visitor refuses or fails
   */
  void sectionEndKnown(SectionHeader header, SectionEnd how) throws IOException;

  /**
   * Takes the end of a section.
   *
   * @param header its head
   * @param payloadOffset where the payload starts
   * @param payloadLength bytes
   * @param footer true if a footer closes it
   * @throws IOException if the visitor refuses or fails
   */
  void sectionEnd(SectionHeader header, long payloadOffset, long payloadLength, boolean footer)
      throws IOException;

  /**
   * Takes the bytes from an unknown device's head to EOF where nothing tells the sections apart
   * (CON-023).
   *
   * @param offset where the bytes start
   * @param length how many
   * @throws IOException if the visitor refuses or fails
   */
  void opaqueSections(long offset, long length) throws IOException;

  /**
   * Takes a command.
   *
   * @param offset where it starts
   * @param command which
   * @param data its data; of PACKAGED only the package's length
   * @throws IOException if the visitor refuses or fails
   */
  void command(long offset, MigrationCommand command, Bytes data) throws IOException;

  /**
   * Takes a command inside a postcopy package (CON-032), after the PACKAGED that opens it.
   *
   * @param offset where it starts
   * @param command which
   * @param data its data
   * @throws IOException if the visitor refuses or fails
   */
  void packagedCommand(long offset, MigrationCommand command, Bytes data) throws IOException;

  /**
   * Takes EOF.
   *
   * @param offset where it stands
   * @throws IOException if the visitor refuses or fails
   */
  void endOfFile(long offset) throws IOException;

  /**
   * Takes the description.
   *
   * @param offset where it starts
   * @param description its content
   * @throws IOException if the visitor refuses or fails
   */
  void vmdesc(long offset, VmDescription description) throws IOException;

  /**
   * Takes note of bytes after the stream's end (CON-043).
   *
   * @param offset where they start
   * @param length how many
   * @throws IOException if the visitor refuses or fails
   */
  void trailingBytes(long offset, long length) throws IOException;

  /**
   * Takes note of something that does not make the stream wrong but that a person should know.
   *
   * @param clause the clause that it touches
   * @param offset where
   * @param message one sentence
   * @throws IOException if the visitor refuses or fails
   */
  void warning(Clause clause, long offset, String message) throws IOException;
}
