package org.ramwire.receiver;

import java.io.Closeable;
import java.io.IOException;
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
import org.ramwire.format.Clause;
import org.ramwire.format.ElementType;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.MigrationCommand;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.format.UnsupportedStreamException;
import org.ramwire.receiver.apply.ApplyRules;
import org.ramwire.receiver.apply.BlockTable;
import org.ramwire.receiver.apply.PageApplier;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.receiver.store.MemoryStore;

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
  private final ApplyRules rules;
  private final int threads;
  private final LoadReport report = new LoadReport();
  private final PagesElsewhere elsewhere = new PagesElsewhere(report);
  private final BlockTable blocks = new BlockTable(this::provide);

  /** Whether the guest has moved before its memory: then what was discarded is stale. */
  private boolean postcopyStarted;

  /** The blocks of the stream's list, by their names. */
  private final Map<Idstr, RamBlock> listed = new HashMap<>();

  private PageSize pageSize;
  private PageApplier applier;

  /** Whether the payload at hand is the ram section's last. */
  private boolean lastPayload;

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
    this.rules = ApplyRules.of(strictness);
    this.threads = threads;
    start(pageSize);
  }

  private void start(PageSize size) {
    pageSize = size;
    report.start(size);
    applier = new PageApplier(size, strictness, threads, blocks, report::pageCame);
    if (inOrder) {
      applier.keepOrder();
    }
  }

  /**
   * Sets what HOOK records call: the destination's end of a transport beside the stream. Without
   * one they are refused. To be called before anything is received.
   *
   * @param hook takes the blocks and the calls
   */
  public void loadHook(LoadHook hook) {
    if (!blocks.isEmpty()) {
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
    applier.keepOrder();
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
      blocks.provide(block, list.totalBytes());
    }
  }

  @Override
  public void mappedBlock(MappedBlock mapped) throws IOException {
    // Its pages come before the list ends.
    blocks.provide(mapped.block(), mapped.totalBytes());
  }

  private BlockMemory provide(RamBlock block, long totalBytes) throws IOException {
    report.blockProvided(block);
    BlockMemory provided = memory.provide(block, totalBytes);
    if (loadHook != null) {
      loadHook.registerBlock(block, provided);
    }
    return provided;
  }

  @Override
  public void mappedPages(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException {
    applier.writeMapped(block, pageOffset, buffer, from, length);
    report.mappedPagesCame(block, length);
  }

  @Override
  public void mappedZero(RamBlock block, long pageOffset, int length) throws IOException {
    applier.zeroMapped(block, pageOffset, length);
    report.mappedZeroCame(block, length);
  }

  @Override
  public void zeroPage(PageHeader page, byte fill) throws IOException {
    applier.fill(page, fill);
  }

  @Override
  public void page(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    applier.write(page, buffer, from, length);
  }

  @Override
  public void xbzrle(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    applier.delta(page, buffer, from, length);
  }

  @Override
  public void compressedPage(PageHeader page, byte[] buffer, int from, int length)
      throws IOException {
    applier.inflate(page, buffer, from, length);
  }

  @Override
  public void hook(long offset) throws IOException {
    elsewhere.hook();
    // RAM-014: what stands before the record comes before what the transport has brought.
    applier.drain();
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
    applier.drain();
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
    return applier.firstFault(found);
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
    checkMemory(offset);
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
      checkMemory(offset);
      return Optional.empty();
    } catch (StreamException e) {
      return Optional.of(e);
    }
  }

  private void checkMemory(long offset) throws StreamException {
    if (rules.refusesLostPages()) {
      elsewhere.check(offset);
      checkDiscarded(offset);
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
    if (command == MigrationCommand.POSTCOPY_RAM_DISCARD) {
      applier.drain();
      DiscardCommand.read(data, listed, report::discard);
    }
    postcopyStarted |= startsPostcopy(command);
  }

  private static boolean startsPostcopy(MigrationCommand command) {
    return switch (command) {
      case PACKAGED, POSTCOPY_LISTEN, POSTCOPY_RUN -> true;
      case OPEN_RETURN_PATH,
          PING,
          POSTCOPY_ADVISE,
          POSTCOPY_RAM_DISCARD,
          ENABLE_COLO,
          POSTCOPY_RESUME,
          RECV_BITMAP,
          SWITCHOVER_START ->
          false;
    };
  }

  @Override
  public void opaqueSections(long offset, long length) {
    elsewhere.device();
  }

  /**
   * Stops the threads and frees the zlib states. Pages still in flight, because the stream was
   * given up inside a section, are applied first.
   *
   * @throws IOException if one of those pages is malformed, or the store fails
   */
  @Override
  public void close() throws IOException {
    applier.close();
  }
}
