package org.ramwire.receiver.store;

import java.io.IOException;

/**
 * One block of a guest's memory. Every call names its place; nothing is remembered from one call to
 * the next. Offsets and lengths are page-aligned and inside the block.
 *
 * <p>Thread-safe for disjoint pages: several threads may write, read and zero pages at the same
 * time, also of one block, as long as no page is written by one and touched by another. Of a page
 * that two touch at once the content is undefined, and the pages around it are not concerned. Where
 * one call happens before another, in whatever threads, the other sees what it has written.
 */
public interface BlockMemory {

  /**
   * Writes bytes.
   *
   * @param offset where in the block, bytes
   * @param source holds the bytes, lent for the length of the call
   * @param from index of the first
   * @param length how many
   * @throws IOException if the store fails; pages that were written before may be lost then
   */
  void write(long offset, byte[] source, int from, int length) throws IOException;

  /**
   * Reads bytes back; zero where nothing has been written.
   *
   * @param offset where in the block, bytes
   * @param target takes the bytes
   * @param from index of the first
   * @param length how many
   * @throws IOException if the store fails
   */
  void read(long offset, byte[] target, int from, int length) throws IOException;

  /**
   * Fills a range with zero bytes. A store takes no room for what reads as zero already.
   *
   * @param offset where in the block, bytes
   * @param length how many
   * @throws IOException if the store fails
   */
  void zero(long offset, int length) throws IOException;
}
