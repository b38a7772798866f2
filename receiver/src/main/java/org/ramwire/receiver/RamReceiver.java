package org.ramwire.receiver;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Configuration;
import org.ramwire.codec.PageHeader;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.StreamVisitor;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;
import org.ramwire.format.UnsupportedStreamException;
import org.ramwire.xbzrle.DeltaException;
import org.ramwire.xbzrle.XbzrleDecoder;

/**
 * The destination side: applies each record of a stream to guest memory, in stream order (RAM-014).
 *
 * <p>A visitor for a {@code RamRecordReader} or a {@code MigrationStreamReader}. Every record has
 * taken effect when its call returns, so also before its section's EOS is acted on (RAM-064). A
 * page goes from the reader's window to the store in one copy. Not thread-safe.
 */
public final class RamReceiver implements StreamVisitor, Closeable {

  private final GuestMemory memory;
  private final boolean strict;
  private final LoadReport report = new LoadReport();
  private BlockMemory[] blocks = new BlockMemory[0];
  private PageSize pageSize;
  private byte[] scratch;
  private PageInflater inflater;
  private SentPages sent;

  /**
   * Receives into a store, which stays the caller's to close.
   *
   * @param memory takes the pages
   * @param pageSize the page size in force; a configuration that announces another changes it
   * @param strictness by the clauses, or like the seed's build
   */
  public RamReceiver(GuestMemory memory, PageSize pageSize, Strictness strictness) {
    this.memory = memory;
    this.pageSize = pageSize;
    this.strict = strictness == Strictness.STRICT;
    this.scratch = new byte[pageSize.bytes()];
    this.inflater = new PageInflater(pageSize);
  }

  /**
   * Returns what has been received so far.
   *
   * @return live counters
   */
  public LoadReport report() {
    return report;
  }

  @Override
  public void configuration(long offset, Configuration configuration) {
    if (configuration.pageSize() != null && !configuration.pageSize().equals(pageSize)) {
      pageSize = configuration.pageSize();
      scratch = new byte[pageSize.bytes()];
      inflater.close();
      inflater = new PageInflater(pageSize);
    }
  }

  @Override
  public void blockList(long offset, BlockList list) throws IOException {
    for (RamBlock block : list) {
      if (block.index() >= blocks.length || blocks[block.index()] == null) {
        provide(block, list.totalBytes());
      }
    }
    if (sent == null) {
      sent = new SentPages(pageSize, list);
    }
  }

  /** Provides a block, also one that no list names: the seed's build takes pages of those. */
  private BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    if (block.index() >= blocks.length) {
      blocks = Arrays.copyOf(blocks, block.index() + 1);
    }
    report.blockProvided(block);
    blocks[block.index()] = memory.provide(block, totalBytes);
    return blocks[block.index()];
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    BlockMemory block = block(page);
    // RAM-042: "ZERO fills the page with the fill byte, whatever it is."
    if (fill == 0) {
      block.zero(page.pageOffset(), pageSize.bytes());
    } else {
      Arrays.fill(scratch, fill);
      block.write(page.pageOffset(), scratch, 0, scratch.length);
    }
    applied(page);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    block(page).write(page.pageOffset(), buffer, from, length);
    applied(page);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    BlockMemory block = block(page);
    // RAM-053: the base is the page as the stream's earlier records left it.
    block.read(page.pageOffset(), scratch, 0, scratch.length);
    try {
      if (strict) {
        XbzrleDecoder.decode(buffer, from, length, scratch, 0, scratch.length);
      } else {
        XbzrleDecoder.decodePartially(buffer, from, length, scratch, 0, scratch.length);
      }
    } catch (DeltaException e) {
      if (!strict) {
        // The seed's build leaves the runs before the fault in the page, then refuses the stream.
        block.write(page.pageOffset(), scratch, 0, scratch.length);
      }
      throw malformed(page, e.clause(), e.deltaOffset(), e.getMessage());
    }
    block.write(page.pageOffset(), scratch, 0, scratch.length);
    applied(page);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    BlockMemory block = block(page);
    if (strict) {
      try {
        inflater.inflate(buffer, from, length, scratch, 0);
      } catch (PayloadException e) {
        throw malformed(page, e.clause(), e.payloadOffset(), e.getMessage());
      }
    } else {
      block.read(page.pageOffset(), scratch, 0, scratch.length);
      inflater.inflatePrefix(buffer, from, length, scratch, 0);
    }
    block.write(page.pageOffset(), scratch, 0, scratch.length);
    applied(page);
  }

  @Override
  public void hook(long offset) throws IOException {
    // RAM-080: "… a reader without one refuses it."
    throw new UnsupportedStreamException(
        Clause.HOOK_NEEDS_HANDLER, offset, "HOOK: this receiver has no hook for a transport");
  }

  @Override
  public void multifdFlush(long offset) {
    report.multifdFlushes++;
  }

  @Override
  public void endOfSection(long offset) {
    report.payloads++;
  }

  /** Completes the report without asking for whole memory: for those who only look. */
  public void finishReading() {
    if (sent != null) {
      report.pagesNeverSent = sent.missing();
    }
  }

  /**
   * Ends the reception: call when the stream has been read through its end.
   *
   * @param offset where the stream ended
   * @throws UnsupportedStreamException if pages went by channels that were not read (RAM-091)
   * @throws IOException if the store fails
   */
  public void finish(long offset) throws IOException {
    finishReading();
    if (strict && report.multifdFlushes > 0 && report.pagesNeverSent > 0) {
      throw new UnsupportedStreamException(
          Clause.MULTIFD_PAGES,
          offset,
          report.pagesNeverSent
              + " page(s) are not in this channel: it is the main channel of a multifd migration,"
              + " and the pages went by the others");
    }
    memory.finish();
  }

  private BlockMemory block(PageHeader page) throws IOException {
    int index = page.block().index();
    BlockMemory block = index < blocks.length ? blocks[index] : null;
    return block != null ? block : provide(page.block(), page.block().maxLength());
  }

  private void applied(PageHeader page) {
    report.count(page.kind());
    if (sent != null) {
      sent.add(page.block().index(), page.pageOffset());
    }
  }

  private static MalformedStreamException malformed(
      PageHeader page, Clause clause, int payloadOffset, String detail) {
    return new MalformedStreamException(
        clause, page.payloadOffset() + payloadOffset, page.block().idstr().toString(), detail);
  }

  /** Frees the zlib state. */
  @Override
  public void close() {
    inflater.close();
  }
}
