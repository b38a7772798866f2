package org.ramwire.receiver;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.format.PageSize;

/** What a receiver has taken from a stream: live counters. Not thread-safe. */
public final class LoadReport {

  private final long[] pages = new long[RamRecordKind.values().length];
  private final List<RamBlock> blocks = new ArrayList<>();
  long multifdFlushes;
  long payloads;
  boolean memoryEnded;

  /** Whether x-ignore-shared leaves whole blocks out. */
  boolean sharedLeftOut;

  private @Nullable SentPages sent;

  LoadReport() {}

  void start(PageSize pageSize) {
    sent = new SentPages(pageSize);
  }

  void pageCame(RamRecordKind kind, RamBlock block, long pageOffset) {
    count(kind);
    sent.add(block.index(), pageOffset);
  }

  void mappedPagesCame(RamBlock block, long bytes) {
    sent.addMapped(block.index(), bytes);
  }

  void mappedZeroCame(RamBlock block, long bytes) {
    sent.addMappedZero(block.index(), bytes);
  }

  void discard(RamBlock block, long from, long length) {
    sent.discard(block.index(), from, length);
  }

  /**
   * Returns how many pages are stale: they had come, POSTCOPY_RAM_DISCARD named them, and they have
   * not come again (RAM-093).
   *
   * @return a count so far
   */
  public long pagesStale() {
    return sent.stale();
  }

  /**
   * Returns how many pages have not come though nothing announced that they would not (RAM-094):
   * where x-ignore-shared is announced, those of blocks of which some have come, else all.
   *
   * @return a count so far
   */
  public long pagesUnannounced() {
    return blocks.stream()
        .filter(block -> !sharedLeftOut || pagesCame(block) > 0)
        .mapToLong(this::pagesMissing)
        .sum();
  }

  private void count(RamRecordKind kind) {
    pages[kind.ordinal()]++;
  }

  void blockProvided(RamBlock block) {
    blocks.add(block);
    sent.provide(block);
  }

  /**
   * Returns how many page records of a kind have been applied.
   *
   * @param kind one of the page kinds
   * @return a count
   */
  public long pages(RamRecordKind kind) {
    return pages[kind.ordinal()];
  }

  /**
   * Returns the blocks that have been provided.
   *
   * @return in the order in which they were
   */
  public List<RamBlock> blocks() {
    return List.copyOf(blocks);
  }

  /**
   * Returns how many payloads of the ram section have been read to their EOS.
   *
   * @return a count
   */
  public long payloads() {
    return payloads;
  }

  /**
   * Returns how many pages of the blocks no record has concerned so far.
   *
   * @return the sum over the blocks of {@link #pagesMissing}
   */
  public long pagesNeverSent() {
    return sent.missing(memoryEnded);
  }

  /**
   * Returns how many different pages of a block have come.
   *
   * @param block one of {@link #blocks}
   * @return pages that some record concerned; at least so many unless {@link #pagesExact}
   */
  public long pagesCame(RamBlock block) {
    return sent.came(block.index(), memoryEnded);
  }

  /**
   * Returns how many pages of a block have not come. They are zero where the block is new.
   *
   * @param block one of {@link #blocks}
   * @return pages that no record concerned; at most so many unless {@link #pagesExact}
   */
  public long pagesMissing(RamBlock block) {
    return sent.missing(block.index(), memoryEnded);
  }

  /**
   * Tells whether the counts of pages are exact. They are for up to 2^26 pages, and beyond unless
   * more than a million groups of 64 pages have come in part.
   *
   * @return false if pages came that could not be told from those before
   */
  public boolean pagesExact() {
    return sent.exact();
  }

  /**
   * Tells whether the stream's memory has ended: with the ram section's END, or with EOF where it
   * has none. What follows is no memory.
   *
   * @return true from then on
   */
  public boolean memoryEnded() {
    return memoryEnded;
  }
}
