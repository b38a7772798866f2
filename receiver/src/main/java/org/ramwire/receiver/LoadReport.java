package org.ramwire.receiver;

import java.util.ArrayList;
import java.util.List;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.RamRecordKind;

/** What a receiver has taken from a stream: live counters. Not thread-safe. */
public final class LoadReport {

  private final long[] pages = new long[RamRecordKind.values().length];
  private final List<RamBlock> blocks = new ArrayList<>();
  long multifdFlushes;
  long payloads;
  long pagesNeverSent;

  LoadReport() {}

  void count(RamRecordKind kind) {
    pages[kind.ordinal()]++;
  }

  void blockProvided(RamBlock block) {
    blocks.add(block);
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
   * Returns how many pages of the listed blocks no record concerned; they are zero.
   *
   * @return a count once the stream is at its end, 0 before; beyond 2^26 pages, where they are not
   *     told apart, at least so many
   */
  public long pagesNeverSent() {
    return pagesNeverSent;
  }
}
