package org.ramwire.receiver;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.BlockList;
import org.ramwire.codec.Bytes;
import org.ramwire.codec.Idstr;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.element.Configuration;
import org.ramwire.codec.element.ContainerAdapter;
import org.ramwire.codec.element.SectionHeader;
import org.ramwire.codec.record.MappedBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.compression.pipeline.InflatePipeline;
import org.ramwire.compression.pipeline.PageSink;
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.UnsupportedStreamException;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.MemoryStore;
import org.ramwire.xbzrle.DeltaException;
import org.ramwire.xbzrle.XbzrleDecoder;

/**
 * The destination side: applies each record of a stream to guest memory, in stream order (RAM-014).
 *
 * <p>A visitor for a {@code RamRecordReader} or a {@code MigrationStreamReader}. Every record has
 * taken effect before its section's EOS is acted on (RAM-064), and with one thread when its call
 * returns. With several threads COMPRESS_PAGE payloads are inflated beside the reading, and no
 * later record of a page overtakes one that is in flight. A page goes from the reader's window to
 * the store in one copy. Not thread-safe: the store is touched by the thread that reads.
 */
public final class RamReceiver implements ContainerAdapter, Closeable {

  private final MemoryStore memory;
  private final Strictness strictness;
  private final boolean strict;
  private final int threads;
  private final LoadReport report = new LoadReport();
  private final PagesElsewhere elsewhere = new PagesElsewhere(report);

  /** Whether the guest has moved before its memory: then what was discarded is stale. */
  private boolean postcopyStarted;

  /** The blocks of the stream's list, by their names. */
  private final Map<Idstr, RamBlock> listed = new HashMap<>();

  private BlockMemory[] blocks = new BlockMemory[0];
  private PageSize pageSize;
  private byte[] scratch;
  private PageInflater inflater;

  /** Inflates with several threads, or null. */
  private @Nullable InflatePipeline pipeline;

  /** Whether the payload at hand is the ram section's last. */
  private boolean lastPayload;

  /** Whether no record may overtake a page in flight, even one of another page. */
  private boolean inOrder;

  /** What HOOK records call, or null. */
  private @Nullable LoadHook loadHook;

  /**
   * Receives into a store, which stays the caller's to close.
   *
   * @param memory takes the pages
   * @param pageSize the page size in force; a configuration that announces another changes it
   * @param strictness by the clauses, or like the seed's build
   */
  public RamReceiver(MemoryStore memory, PageSize pageSize, Strictness strictness) {
    this(memory, pageSize, strictness, 1);
  }

  /**
   * Receives into a store with several threads.
   *
   * @param memory takes the pages
   * @param pageSize the page size in force; a configuration that announces another changes it
   * @param strictness by the clauses, or like the seed's build
   * @param threads how many threads inflate pages, the reading one included; 0 and 1 mean that one
   * @throws IllegalArgumentException if there are to be fewer than 0 or more than 255
   */
  public RamReceiver(MemoryStore memory, PageSize pageSize, Strictness strictness, int threads) {
    if (threads < 0) {
      throw new IllegalArgumentException("0 to 255 threads, not " + threads);
    }
    this.memory = memory;
    this.strictness = strictness;
    this.strict = strictness == Strictness.STRICT;
    this.threads = threads;
    start(pageSize);
  }

  private void start(PageSize size) {
    pageSize = size;
    report.start(size);
    scratch = new byte[size.bytes()];
    inflater = new PageInflater(size);
    if (threads > 1) {
      pipeline = new InflatePipeline(size, strictness, threads, new InflatedPages());
    }
  }

  /**
   * Sets what HOOK records call: the destination's end of a transport beside the stream. Without
   * one they are refused. To be called before anything is received.
   *
   * @param hook takes the blocks and the calls
   */
  public void loadHook(LoadHook hook) {
    if (blocks.length > 0) {
      throw new IllegalStateException("a load hook is set before the blocks are known");
    }
    loadHook = hook;
  }

  /**
   * Keeps every record from overtaking pages that are in flight, not only those of its own page: so
   * when a page turns out malformed, nothing that stands after it in the stream has been applied.
   * Nor has a part of it: a page keeps what it had, also where the seed's build leaves the runs
   * before a fault in it.
   */
  public void keepOrder() {
    inOrder = true;
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
  public void configuration(long offset, Configuration configuration) throws IOException {
    report.sharedLeftOut = configuration.capabilities().contains(Configuration.IGNORE_SHARED);
    if (configuration.pageSize() != null && !configuration.pageSize().equals(pageSize)) {
      close();
      start(configuration.pageSize());
    }
  }

  @Override
  public void blockList(long offset, BlockList list) throws IOException {
    for (RamBlock block : list) {
      listed.put(block.idstr(), block);
      if (block.index() >= blocks.length || blocks[block.index()] == null) {
        provide(block, list.totalBytes());
      }
    }
  }

  @Override
  public void mappedBlock(MappedBlock mapped) throws IOException {
    // Its pages come before the list ends.
    RamBlock block = mapped.block();
    if (block.index() >= blocks.length || blocks[block.index()] == null) {
      provide(block, mapped.totalBytes());
    }
  }

  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException {
    block(block).write(pageOffset, buffer, from, length);
    report.mappedPagesCame(block, length);
  }

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) throws IOException {
    // MAP-006: "… any other is zero", also where memory held something before.
    block(block).zero(pageOffset, length);
    report.mappedZeroCame(block, length);
  }

  /** Provides a block, also one that no list names: the seed's build takes pages of those. */
  private BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    if (block.index() >= blocks.length) {
      // Twice as many: the seed's build takes lists of one block each.
      blocks = Arrays.copyOf(blocks, Math.max(block.index() + 1, 2 * blocks.length));
    }
    report.blockProvided(block);
    BlockMemory provided = memory.provide(block, totalBytes);
    blocks[block.index()] = provided;
    if (loadHook != null) {
      loadHook.registerBlock(block, provided);
    }
    return provided;
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    BlockMemory block = settled(page);
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
    settled(page).write(page.pageOffset(), buffer, from, length);
    applied(page);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    BlockMemory block = settled(page);
    // RAM-053: the base is the page as the stream's earlier records left it.
    block.read(page.pageOffset(), scratch, 0, scratch.length);
    try {
      if (strict) {
        XbzrleDecoder.decode(buffer, from, length, scratch, 0, scratch.length);
      } else {
        XbzrleDecoder.decodePartially(buffer, from, length, scratch, 0, scratch.length);
      }
    } catch (DeltaException e) {
      if (!strict && !inOrder) {
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
    if (pipeline != null) {
      pipeline.submit(page, buffer, from, length);
      return;
    }
    BlockMemory block = block(page.block());
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
    elsewhere.hook();
    // RAM-014: what stands before the record comes before what the transport has brought.
    drain();
    if (loadHook != null) {
      loadHook.pagesBrought(offset);
      return;
    }
    // RAM-080: "… a reader without one refuses it."
    throw new UnsupportedStreamException(
        Clause.HOOK_NEEDS_HANDLER, offset, "HOOK: this receiver has no hook for a transport");
  }

  @Override
  public void multifdFlush(long offset) {
    report.multifdFlushes++;
  }

  @Override
  public void sectionStart(SectionHeader header) {
    if (header.isRam()) {
      lastPayload = header.type() == ElementType.END || header.type() == ElementType.FULL;
    } else {
      elsewhere.device();
    }
  }

  @Override
  public void endOfSection(long offset) throws IOException {
    // RAM-064: "Every payload is applied before a reader acts on the section's end."
    drain();
    report.payloads++;
    report.memoryEnded |= lastPayload;
  }

  @Override
  public void endOfFile(long offset) {
    elsewhere.endOfFile();
    report.memoryEnded = true;
  }

  /**
   * Tells which fault of a stream stands first in it: pages may still be in flight to the threads
   * that inflate them when the reader finds a fault after them.
   *
   * @param found what the stream's reader has thrown
   * @return the fault of a page in flight, or what was found
   * @throws IOException if the store fails
   */
  public StreamException firstFault(StreamException found) throws IOException {
    return (StreamException) firstFault((IOException) found);
  }

  /**
   * Does the same for an input that has failed.
   *
   * @param found what the stream's reader has thrown, from its input
   * @return the fault of a page in flight, or what was found
   * @throws IOException if the store fails
   */
  public IOException firstFault(IOException found) throws IOException {
    if (pipeline == null || pipeline.stopped()) {
      return found;
    }
    try {
      pipeline.drain();
      return found;
    } catch (StreamException earlier) {
      return earlier;
    }
  }

  /**
   * Ends the reception: call when the stream has been read through its end.
   *
   * @param offset where the stream ended
   * @throws UnsupportedStreamException if pages went by channels that were not read (RAM-091,
   *     RAM-092)
   * @throws MalformedStreamException if discarded pages have not come again (RAM-093)
   * @throws IOException if the store fails
   */
  public void finish(long offset) throws IOException {
    if (strict) {
      elsewhere.check(offset);
      checkDiscarded(offset);
    }
    memory.finish();
  }

  /**
   * Tells what {@link #finish} would refuse, for those who only look.
   *
   * @param offset where the stream ended
   * @return the fault of a memory that is not whole, if it is not
   */
  public Optional<StreamException> memoryFault(long offset) {
    try {
      if (strict) {
        elsewhere.check(offset);
        checkDiscarded(offset);
      }
      return Optional.empty();
    } catch (StreamException e) {
      return Optional.of(e);
    }
  }

  // RAM-093: "A page that POSTCOPY_RAM_DISCARD names comes again after it."
  private void checkDiscarded(long offset) throws MalformedStreamException {
    long stale = report.pagesStale();
    if (stale > 0 && postcopyStarted) {
      throw new MalformedStreamException(
          Clause.DISCARDED_PAGES,
          offset,
          stale + " page(s) were discarded for postcopy and have not come again");
    }
  }

  @Override
  public void command(long offset, MigrationCommand command, Bytes data) throws IOException {
    switch (command) {
      case POSTCOPY_RAM_DISCARD -> {
        drain();
        DiscardCommand.read(data, listed, report::discard);
      }
      case PACKAGED, POSTCOPY_LISTEN, POSTCOPY_RUN -> postcopyStarted = true;
      default -> {
        // The others concern no page.
      }
    }
  }

  @Override
  public void opaqueSections(long offset, long length) {
    elsewhere.device();
  }

  /** Returns a page's block when no earlier record of the page is in flight any more. */
  private BlockMemory settled(PageHeader page) throws IOException {
    if (inOrder) {
      drain();
    } else if (pipeline != null) {
      // RAM-014: "… of two records of one page the later wins, whatever their kinds."
      pipeline.settle(page.block(), page.pageOffset());
    }
    return block(page.block());
  }

  private void drain() throws IOException {
    if (pipeline != null) {
      pipeline.drain();
    }
  }

  private BlockMemory block(RamBlock listed) throws IOException {
    int index = listed.index();
    BlockMemory block = index < blocks.length ? blocks[index] : null;
    return block != null ? block : provide(listed, listed.maxLength());
  }

  private void applied(PageHeader page) {
    applied(page.kind(), page.block(), page.pageOffset());
  }

  private void applied(RamRecordKind kind, RamBlock block, long pageOffset) {
    report.pageCame(kind, block, pageOffset);
  }

  private static MalformedStreamException malformed(
      PageHeader page, Clause clause, int payloadOffset, String detail) {
    return new MalformedStreamException(
        clause, page.payloadOffset() + payloadOffset, page.block().idstr().shown(), detail);
  }

  /**
   * Stops the threads and frees the zlib states. Pages still in flight, because the stream was
   * given up inside a section, are applied first.
   *
   * @throws IOException if one of those pages is malformed, or the store fails
   */
  @Override
  public void close() throws IOException {
    inflater.close();
    if (pipeline != null) {
      try (InflatePipeline ending = pipeline) {
        if (!ending.stopped()) {
          ending.drain();
        }
      }
    }
  }

  /** Takes what several threads have inflated. */
  private final class InflatedPages implements PageSink {

    @Override
    public void writePage(RamBlock block, long pageOffset, byte[] page) throws IOException {
      block(block).write(pageOffset, page, 0, page.length);
      applied(RamRecordKind.COMPRESS_PAGE, block, pageOffset);
    }

    @Override
    public void readPage(RamBlock block, long pageOffset, byte[] target) throws IOException {
      block(block).read(pageOffset, target, 0, target.length);
    }
  }
}
