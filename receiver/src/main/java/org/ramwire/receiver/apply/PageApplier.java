package org.ramwire.receiver.apply;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.codec.record.PageHeader;
import org.ramwire.codec.record.RamRecordKind;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.compression.PayloadRules;
import org.ramwire.compression.pipeline.InflatePipeline;
import org.ramwire.compression.pipeline.PageSink;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;
import org.ramwire.format.PageSize;
import org.ramwire.format.StreamException;
import org.ramwire.format.Strictness;
import org.ramwire.receiver.store.BlockMemory;
import org.ramwire.xbzrle.DeltaException;

/**
 * The door by which a channel's pages get into memory, in stream order (RAM-014).
 *
 * <p>With one thread a record has taken effect when its call returns. With several, payloads of
 * COMPRESS_PAGE are inflated beside the calls, and no later record of a page overtakes one that is
 * in flight. A page is copied once on its way from the caller's buffer to the store; nothing is
 * allocated for it. Not thread-safe: each channel has its own, and all may share a store.
 */
public final class PageApplier implements Closeable {

  private final BlockTable blocks;
  private final Applied applied;
  private final ApplyRules rules;
  private final PayloadRules payloads;
  private final byte[] scratch;
  private final PageInflater inflater;

  /** Inflates with several threads, or null. */
  private final @Nullable InflatePipeline pipeline;

  /** Whether no record may overtake a page in flight, even one of another page. */
  private boolean inOrder;

  /** What is told of each page that a record has changed. */
  @FunctionalInterface
  public interface Applied {

    /**
     * Takes note of a page; called by the thread that applies records.
     *
     * @param kind the record's kind
     * @param block the page's block
     * @param pageOffset where the page starts in it, bytes
     */
    void page(RamRecordKind kind, RamBlock block, long pageOffset);
  }

  /**
   * Applies pages of one size.
   *
   * @param pageSize the page size in force
   * @param strictness by the clauses, or like the seed's build
   * @param threads how many threads inflate pages, the caller's included; 0 and 1 mean that one
   * @param blocks finds their memory
   * @param applied is told of each page
   * @throws IllegalArgumentException if there are to be more than 255 threads
   */
  public PageApplier(
      PageSize pageSize, Strictness strictness, int threads, BlockTable blocks, Applied applied) {
    this.blocks = blocks;
    this.applied = applied;
    this.rules = ApplyRules.of(strictness);
    this.payloads = PayloadRules.of(strictness);
    this.scratch = new byte[pageSize.bytes()];
    this.inflater = new PageInflater(pageSize);
    this.pipeline =
        threads > 1
            ? new InflatePipeline(pageSize, strictness, threads, new InflatedPages())
            : null;
  }

  /**
   * Keeps every record from overtaking pages that are in flight, and a refused delta from changing
   * its page.
   */
  public void keepOrder() {
    inOrder = true;
  }

  /**
   * Fills a page (RAM-042).
   *
   * @param page which page
   * @param fill the byte
   * @throws IOException if an earlier record in flight is malformed, or the store fails
   */
  public void fill(PageHeader page, byte fill) throws IOException {
    BlockMemory block = settled(page);
    // RAM-042: "ZERO fills the page with the fill byte, whatever it is."
    if (fill == 0) {
      block.zero(page.pageOffset(), scratch.length);
    } else {
      Arrays.fill(scratch, fill);
      block.write(page.pageOffset(), scratch, 0, scratch.length);
    }
    applied(page);
  }

  /**
   * Writes a page's bytes.
   *
   * @param page which page
   * @param buffer holds them
   * @param from index of the first
   * @param length the page size
   * @throws IOException if an earlier record in flight is malformed, or the store fails
   */
  public void write(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    settled(page).write(page.pageOffset(), buffer, from, length);
    applied(page);
  }

  /**
   * Changes a page by a delta.
   *
   * @param page which page
   * @param buffer holds the delta
   * @param from index of its first byte
   * @param length its bytes
   * @throws MalformedStreamException if the delta breaks a clause, or an earlier record in flight
   * @throws IOException if the store fails
   */
  public void delta(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    BlockMemory block = settled(page);
    // RAM-053: the base is the page as the stream's earlier records left it.
    block.read(page.pageOffset(), scratch, 0, scratch.length);
    try {
      rules.decodeDelta(buffer, from, length, scratch);
    } catch (DeltaException e) {
      if (rules.keepsRunsOfBadDelta() && !inOrder) {
        block.write(page.pageOffset(), scratch, 0, scratch.length);
      }
      throw malformed(page, e.clause(), e.deltaOffset(), e.getMessage());
    }
    block.write(page.pageOffset(), scratch, 0, scratch.length);
    applied(page);
  }

  /**
   * Inflates a payload to a page, now or until {@link #drain}.
   *
   * @param page which page
   * @param buffer holds the zlib stream
   * @param from index of its first byte
   * @param length its bytes
   * @throws MalformedStreamException if the payload breaks a clause, or an earlier record in flight
   * @throws IOException if the store fails
   */
  public void inflate(PageHeader page, byte[] buffer, int from, int length) throws IOException {
    if (pipeline != null) {
      pipeline.submit(page, buffer, from, length);
      return;
    }
    BlockMemory block = blocks.memory(page.block());
    if (payloads.buildsOnPage()) {
      block.read(page.pageOffset(), scratch, 0, scratch.length);
    }
    try {
      payloads.inflate(inflater, buffer, from, length, scratch);
    } catch (PayloadException e) {
      throw malformed(page, e.clause(), e.payloadOffset(), e.getMessage());
    }
    block.write(page.pageOffset(), scratch, 0, scratch.length);
    applied(page);
  }

  /**
   * Writes pages that stand at their places of a mapped-ram file, each of which comes once.
   *
   * @param block the pages' block
   * @param pageOffset where the first of them starts in it, bytes
   * @param buffer holds their bytes
   * @param from index of the first
   * @param length how many
   * @throws IOException if the store fails
   */
  public void writeMapped(RamBlock block, long pageOffset, byte[] buffer, int from, int length)
      throws IOException {
    blocks.memory(block).write(pageOffset, buffer, from, length);
  }

  /**
   * Zeroes pages that a mapped-ram file's bitmap leaves out.
   *
   * @param block the pages' block
   * @param pageOffset where the first of them starts in it, bytes
   * @param length how many bytes they have
   * @throws IOException if the store fails
   */
  public void zeroMapped(RamBlock block, long pageOffset, int length) throws IOException {
    // MAP-006: "… any other is zero", also where memory held something before.
    blocks.memory(block).zero(pageOffset, length);
  }

  /** Returns a page's block when no earlier record of the page is in flight any more. */
  private BlockMemory settled(PageHeader page) throws IOException {
    if (inOrder) {
      drain();
    } else if (pipeline != null) {
      // RAM-014: "… of two records of one page the later wins, whatever their kinds."
      pipeline.settle(page.block(), page.pageOffset());
    }
    return blocks.memory(page.block());
  }

  private void applied(PageHeader page) {
    applied.page(page.kind(), page.block(), page.pageOffset());
  }

  private static MalformedStreamException malformed(
      PageHeader page, Clause clause, int payloadOffset, String detail) {
    return new MalformedStreamException(
        clause, page.payloadOffset() + payloadOffset, page.block().idstr().shown(), detail);
  }

  /**
   * Waits until every record has taken effect.
   *
   * @throws MalformedStreamException if one in flight is malformed
   * @throws IOException if the store fails
   */
  public void drain() throws IOException {
    if (pipeline != null) {
      pipeline.drain();
    }
  }

  /**
   * Tells which fault of a channel stands first in it: pages may be in flight when the reader finds
   * one after them.
   *
   * @param found what the reader has thrown
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
   * Stops the threads and frees the zlib states. Pages still in flight are applied first.
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
      blocks.memory(block).write(pageOffset, page, 0, page.length);
      applied.page(RamRecordKind.COMPRESS_PAGE, block, pageOffset);
    }

    @Override
    public void readPage(RamBlock block, long pageOffset, byte[] target) throws IOException {
      blocks.memory(block).read(pageOffset, target, 0, target.length);
    }
  }
}
