package org.ramwire.codec.container;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Faults;
import org.ramwire.codec.ReaderOptions;
import org.ramwire.codec.StreamInput;
import org.ramwire.codec.Wire;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamAdapter;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MigrationCommand;

/** A line for each element of a migration stream; of the ram section's records only page kinds. */
public final class StreamLog implements StreamAdapter {

  final List<String> lines = new ArrayList<>();

  public static List<String> of(byte[] bytes, ReaderOptions options) throws Exception {
    return of(Faults.input(bytes), options);
  }

  public static List<String> of(StreamInput input, ReaderOptions options) throws Exception {
    StreamLog log = new StreamLog();
    MigrationStreamReader.open(input, options, log).read();
    return log.lines;
  }

  public static List<String> of(Wire wire) throws Exception {
    return of(wire.toArray(), ReaderOptions.DEFAULT);
  }

  /** Returns the warnings alone, each as its clause and offset. */
  public static List<String> warnings(List<String> lines) {
    return lines.stream().filter(line -> line.contains(" warns ")).toList();
  }

  @Override
  public void libvirtHeader(long offset, LibvirtHeader header) {
    lines.add(
        offset
            + " libvirt "
            + header.order()
            + " v"
            + header.version()
            + " "
            + header.dataLength()
            + (header.wasRunning() ? " running " : " paused ")
            + header.formatName());
  }

  @Override
  public void configuration(long offset, Configuration configuration) {
    lines.add(
        offset
            + " configuration "
            + configuration.machine()
            + (configuration.pageSize() == null ? "" : " pages " + configuration.pageSize().bytes())
            + (configuration.capabilities().isEmpty() ? "" : " " + configuration.capabilities())
            + (configuration.uuid() == null ? "" : " uuid " + configuration.uuid().length()));
  }

  @Override
  public void sectionStart(SectionHeader header) {
    lines.add(header.offset() + " " + header.type() + " " + header.id() + " " + header.name());
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    lines.add(
        "end of "
            + header.id()
            + ": "
            + payloadOffset
            + "+"
            + payloadLength
            + (footer ? " footer" : ""));
  }

  @Override
  public void opaqueSections(long offset, long length) {
    lines.add(offset + " opaque " + length);
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) {
    lines.add(offset + " " + command + " " + data.length());
  }

  @Override
  public void endOfFile(long offset) {
    lines.add(offset + " EOF");
  }

  @Override
  public void vmdesc(long offset, VmDescription description) {
    lines.add(offset + " vmdesc " + description.length() + " of " + description.devices().size());
  }

  @Override
  public void trailingBytes(long offset, long length) {
    lines.add(offset + " trailing " + length);
  }

  @Override
  public void warning(Clause clause, long offset, String message) {
    lines.add(offset + " warns " + clause.id());
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    lines.add(page.recordOffset() + " ZERO " + page.block().idstr());
  }
}
