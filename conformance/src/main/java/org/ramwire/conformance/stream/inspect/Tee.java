package org.ramwire.conformance.stream.inspect;

import java.io.IOException;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.SectionEnd;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MigrationCommand;

/** A visitor that hands every call to two others, one after the other. */
public final class Tee implements StreamVisitor {

  private final StreamVisitor first;
  private final StreamVisitor second;

  /**
   * Joins two visitors.
   *
   * @param first is called first
   * @param second is called next, unless the first has thrown
   */
  public Tee(StreamVisitor first, StreamVisitor second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void libvirtHeader(long offset, LibvirtHeader header) throws IOException {
    first.libvirtHeader(offset, header);
    second.libvirtHeader(offset, header);
  }

  @Override
  public void configuration(long offset, Configuration configuration) throws IOException {
    first.configuration(offset, configuration);
    second.configuration(offset, configuration);
  }

  @Override
  public void sectionStart(SectionHeader header) throws IOException {
    first.sectionStart(header);
    second.sectionStart(header);
  }

  @Override
  public void sectionEndKnown(SectionHeader header, SectionEnd how) throws IOException {
    first.sectionEndKnown(header, how);
    second.sectionEndKnown(header, how);
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer)
      throws IOException {
    first.sectionEnd(header, payloadOffset, payloadLength, footer);
    second.sectionEnd(header, payloadOffset, payloadLength, footer);
  }

  @Override
  public void opaqueSections(long offset, long length) throws IOException {
    first.opaqueSections(offset, length);
    second.opaqueSections(offset, length);
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) throws IOException {
    first.command(offset, command, data);
    second.command(offset, command, data);
  }

  @Override
  public void packagedCommand(long offset, MigrationCommand command, Bytes data)
      throws IOException {
    first.packagedCommand(offset, command, data);
    second.packagedCommand(offset, command, data);
  }

  @Override
  public void endOfFile(long offset) throws IOException {
    first.endOfFile(offset);
    second.endOfFile(offset);
  }

  @Override
  public void vmdesc(long offset, VmDescription description) throws IOException {
    first.vmdesc(offset, description);
    second.vmdesc(offset, description);
  }

  @Override
  public void trailingBytes(long offset, long length) throws IOException {
    first.trailingBytes(offset, length);
    second.trailingBytes(offset, length);
  }

  @Override
  public void warning(Clause clause, long offset, String message) throws IOException {
    first.warning(clause, offset, message);
    second.warning(clause, offset, message);
  }

  @Override
  public void blockList(long offset, BlockList blocks) throws IOException {
    first.blockList(offset, blocks);
    second.blockList(offset, blocks);
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    first.zeroPage(page, fill);
    second.zeroPage(page, fill);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    first.page(page, buffer, from, length);
    second.page(page, buffer, from, length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    first.xbzrle(page, buffer, from, length);
    second.xbzrle(page, buffer, from, length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    first.compressedPage(page, buffer, from, length);
    second.compressedPage(page, buffer, from, length);
  }

  @Override
  public void mappedBlock(MappedBlock mapped) throws IOException {
    first.mappedBlock(mapped);
    second.mappedBlock(mapped);
  }

  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException {
    first.mappedPages(block, pageOffset, buffer, from, length);
    second.mappedPages(block, pageOffset, buffer, from, length);
  }

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) throws IOException {
    first.mappedZero(block, pageOffset, length);
    second.mappedZero(block, pageOffset, length);
  }

  @Override
  public void hook(long offset) throws IOException {
    first.hook(offset);
    second.hook(offset);
  }

  @Override
  public void multifdFlush(long offset) throws IOException {
    first.multifdFlush(offset);
    second.multifdFlush(offset);
  }

  @Override
  public void endOfSection(long offset) throws IOException {
    first.endOfSection(offset);
    second.endOfSection(offset);
  }
}
