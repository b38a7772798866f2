package org.ramwire.receiver.store;

import java.io.IOException;

/**
 * One block of a guest's memory. Offsets and lengths are page-aligned and inside the block.
 *
 * <p>A receiver calls the blocks of one memory from one thread at a time, the one that reads the
 * stream, however many threads inflate pages; so an implementation needs no lock.
 */
public interface BlockMemory {

  /**
   * Writes bytes.
   *
   * @param offset where in the block, bytes
   * @param source holds the bytes
   * @param from index of the first
   * @param length how many
   * @throws IOException if the store fails
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
   * Fills a range with zero bytes.
   *
   * @param offset where in the block, bytes
   * @param length how many
   * @throws IOException if the store fails
   */
  void zero(long offset, int length) throws IOException;
}
