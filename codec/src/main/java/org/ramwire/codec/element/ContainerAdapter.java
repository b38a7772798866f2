package org.ramwire.codec.element;

import java.io.IOException;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MigrationCommand;

/**
 * A visitor that has to say what it does with each kind of record, and does nothing with the
 * container's elements that it does not override.
 */
public interface ContainerAdapter extends StreamVisitor {

  @Override
  default void libvirtHeader(long offset, LibvirtHeader header) throws IOException {}

  @Override
  default void configuration(long offset, Configuration configuration) throws IOException {}

  @Override
  default void sectionStart(SectionHeader header) throws IOException {}

  @Override
  default void sectionEndKnown(SectionHeader header, SectionEnd how) throws IOException {}

  @Override
  default void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer)
      throws IOException {}

  @Override
  default void opaqueSections(long offset, long length) throws IOException {}

  @Override
  default void command(long offset, MigrationCommand command, Bytes data) throws IOException {}

  @Override
  default void packagedCommand(long offset, MigrationCommand command, Bytes data)
      throws IOException {}

  @Override
  default void endOfFile(long offset) throws IOException {}

  @Override
  default void vmdesc(long offset, VmDescription description) throws IOException {}

  @Override
  default void trailingBytes(long offset, long length) throws IOException {}

  @Override
  default void warning(Clause clause, long offset, String message) throws IOException {}
}
