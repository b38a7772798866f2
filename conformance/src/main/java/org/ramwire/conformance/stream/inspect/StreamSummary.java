package org.ramwire.conformance.stream.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.ContainerAdapter;
import org.ramwire.codec.element.SectionEnd;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.element.VmDescription;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.codec.source.LibvirtHeader;
import org.ramwire.format.Clause;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.PageSize;
import org.ramwire.receiver.LoadReport;

/**
 * A visitor that adds up what a stream holds: container, blocks, records and bytes by kind, rounds.
 *
 * <p>What it keeps is bounded: lists of sections and rounds end at a thousand, and a bit for a page
 * at 8 MiB. Allocates nothing for a page record.
 */
public final class StreamSummary implements ContainerAdapter {

  private static final int MAX_LISTED_DEVICES = 1000;
  private static final RamRecordKind[] KINDS = RamRecordKind.values();

  private final long[] recordsOfKind = new long[KINDS.length];
  private final long[] bytesOfKind = new long[KINDS.length];
  private final Map<String, Long> ramSections = new LinkedHashMap<>();
  private final Map<String, Long> commands = new LinkedHashMap<>();
  private final List<StreamReport.Device> devices = new ArrayList<>();
  private final List<RamBlock> blocks = new ArrayList<>();

  /** The indices of those blocks: lists may name one again, and their reader gives it its own. */
  private final BitSet listed = new BitSet();

  private final WarningCollector warnings = new WarningCollector();

  private PageSize pageSize;
  private Rounds rounds;
  private long[] recordsOfBlock = new long[0];
  private long mappedBytes;
  private long mappedZeroBytes;
  private LibvirtHeader libvirt;
  private Configuration configuration;
  private VmDescription description;

  /** The section that has started and not ended, or null. */
  private SectionHeader unfinished;

  private long ramSectionId = -1;
  private long deviceSections;
  private long opaqueBytes = -1;
  private boolean footers;
  private SectionEnd sectionEnd = SectionEnd.SEARCH;

  /** Where the stream ends as far as it is known. */
  private long endOffset;

  /**
   * Starts with nothing.
   *
   * @param pageSize the page size in force; a configuration that announces another changes it
   */
  public StreamSummary(PageSize pageSize) {
    this.pageSize = pageSize;
    this.rounds = new Rounds(pageSize);
  }

  /**
   * Tells whether there is nothing to report: not even a configuration or a section was read.
   *
   * @return true if nothing was found
   */
  public boolean isEmpty() {
    return libvirt == null
        && configuration == null
        && ramSections.isEmpty()
        && unfinished == null
        && deviceSections == 0
        && commands.isEmpty()
        && opaqueBytes < 0
        && endOffset == 0;
  }

  /**
   * Makes the report: call when the stream has been read through its end, or as far as it goes.
   *
   * @param load which pages came
   * @param reachedOffset how far the stream has been read
   * @return what the stream holds
   */
  public StreamReport report(LoadReport load, long reachedOffset) {
    long pagesNeverSent = load.pagesNeverSent();
    if (endOffset == 0) {
      endOffset = reachedOffset;
    }
    List<StreamReport.Kind> kinds = new ArrayList<>();
    long pageRecords = 0;
    long wireBytes = 0;
    for (RamRecordKind kind : KINDS) {
      long records = recordsOfKind[kind.ordinal()];
      long bytes = bytesOfKind[kind.ordinal()];
      if (records > 0) {
        kinds.add(new StreamReport.Kind(kind.name(), records, bytes));
      }
      if (kind.isPage()) {
        pageRecords += records;
        wireBytes += bytes;
      }
    }
    if (recordsOfKind[RamRecordKind.MULTIFD_FLUSH.ordinal()] > 0 && pagesNeverSent > 0) {
      warnings.warning(
          Clause.MULTIFD_PAGES,
          endOffset,
          pagesNeverSent
              + " page(s) went by the other channels of a multifd migration:"
              + " this one alone does not hold the memory");
    }
    long pageBytes = pageRecords * pageSize.bytes();
    double ratio = wireBytes == 0 ? 0 : Math.round(1000.0 * pageBytes / wireBytes) / 1000.0;
    List<Rounds.Round> roundList = rounds.finish();
    return new StreamReport(
        container(),
        pageSize.bytes(),
        blocks.stream().map(block -> blockReport(block, load)).toList(),
        kinds,
        new StreamReport.Compression(pageRecords, pageBytes, wireBytes, ratio, pagesNeverSent),
        mapped(),
        roundList,
        rounds.count(),
        devices,
        warnings.warnings().stream()
            .map(w -> new StreamReport.Warning(w.clause().id(), w.offset(), w.message()))
            .toList(),
        load.memoryEnded());
  }

  private StreamReport.Mapped mapped() {
    if (mappedBytes == 0 && mappedZeroBytes == 0) {
      return null;
    }
    return new StreamReport.Mapped(
        mappedBytes / pageSize.bytes(), mappedZeroBytes / pageSize.bytes());
  }

  private StreamReport.Block blockReport(RamBlock block, LoadReport load) {
    return new StreamReport.Block(
        block.index(),
        block.idstr().toString(),
        block.usedLength(),
        recordsOfBlock[block.index()],
        load.pagesCame(block),
        load.pagesMissing(block));
  }

  private StreamReport.Container container() {
    Bytes uuid = configuration == null ? null : configuration.uuid();
    return new StreamReport.Container(
        endOffset,
        libvirt == null ? null : libvirt.formatName(),
        configuration == null ? null : configuration.machine(),
        configuration == null ? List.of() : configuration.capabilities(),
        uuid == null ? null : HexFormat.of().formatHex(uuid.toArray()),
        footers,
        unfinished == null ? null : unfinished.type() + " " + unfinished.name(),
        ramSectionId < 0 ? null : ramSectionId,
        ramSections,
        deviceSections,
        opaqueBytes < 0 ? null : opaqueBytes,
        commands,
        description == null ? null : description.length());
  }

  @Override
  public void libvirtHeader(long offset, LibvirtHeader header) {
    libvirt = header;
  }

  @Override
  public void configuration(long offset, Configuration found) {
    configuration = found;
    if (found.pageSize() != null) {
      pageSize = found.pageSize();
      rounds = new Rounds(pageSize);
    }
  }

  @Override
  public void sectionStart(SectionHeader header) {
    unfinished = header;
    if (header.isRam()) {
      ramSectionId = Integer.toUnsignedLong(header.id());
      ramSections.merge(header.type().name(), 1L, Long::sum);
    }
  }

  @Override
  public void sectionEndKnown(SectionHeader header, SectionEnd how) {
    sectionEnd = how;
  }

  @Override
  public void sectionEnd(
      SectionHeader header, long payloadOffset, long payloadLength, boolean footer) {
    footers |= footer;
    unfinished = null;
    if (!header.isRam()) {
      deviceSections++;
      if (devices.size() < MAX_LISTED_DEVICES) {
        devices.add(
            new StreamReport.Device(
                header.name(),
                Integer.toUnsignedLong(header.instance()),
                Integer.toUnsignedLong(header.version()),
                header.offset(),
                payloadLength,
                sectionEnd.word()));
      }
    }
  }

  @Override
  public void opaqueSections(long offset, long length) {
    opaqueBytes = length;
    unfinished = null;
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) {
    commands.merge(command.name(), 1L, Long::sum);
  }

  @Override
  public void endOfFile(long offset) {
    endOffset = offset + 1;
  }

  @Override
  public void vmdesc(long offset, VmDescription found) {
    description = found;
    endOffset = offset + 1 + Integer.BYTES + found.length();
  }

  @Override
  public void warning(Clause clause, long offset, String message) {
    warnings.warning(clause, offset, message);
  }

  @Override
  public void trailingBytes(long offset, long length) {
    warnings.trailingBytes(offset, length);
  }

  @Override
  public void blockList(long offset, BlockList list) {
    for (RamBlock block : list) {
      int index = block.index();
      if (index >= recordsOfBlock.length) {
        recordsOfBlock =
            Arrays.copyOf(recordsOfBlock, Math.max(index + 1, 2 * recordsOfBlock.length));
      }
      if (!listed.get(index)) {
        listed.set(index);
        blocks.add(block);
      }
    }
    count(RamRecordKind.MEM_SIZE, listBytes(list));
    rounds.blocks(list);
  }

  private static long listBytes(BlockList list) {
    long bytes = Long.BYTES;
    for (RamBlock block : list) {
      bytes += 1 + block.idstr().length() + Long.BYTES;
      bytes += block.pageSizeBytes() == 0 ? 0 : Long.BYTES;
      bytes += block.address().isPresent() ? Long.BYTES : 0;
    }
    return bytes;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) {
    pageRecord(page, 1);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) {
    pageRecord(page, length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) {
    pageRecord(page, length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length) {
    pageRecord(page, length);
  }

  private void pageRecord(PageHeader page, int payloadLength) {
    long bytes = page.payloadOffset() + payloadLength - page.recordOffset();
    count(page.kind(), bytes);
    int block = page.block().index();
    if (block < recordsOfBlock.length) {
      recordsOfBlock[block]++;
    }
    rounds.page(page, bytes);
  }

  private void count(RamRecordKind kind, long bytes) {
    recordsOfKind[kind.ordinal()]++;
    bytesOfKind[kind.ordinal()] += bytes;
  }

  @Override
  public void hook(long offset) {
    count(RamRecordKind.HOOK, Long.BYTES);
  }

  @Override
  public void multifdFlush(long offset) {
    count(RamRecordKind.MULTIFD_FLUSH, Long.BYTES);
  }

  @Override
  public void endOfSection(long offset) {
    count(RamRecordKind.EOS, Long.BYTES);
  }

  @Override
  public void mappedBlock(MappedBlock mapped) {}

  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length) {
    mappedBytes += length;
  }

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) {
    mappedZeroBytes += length;
  }
}
