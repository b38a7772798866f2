package org.ramwire.receiver.store;

import java.io.Closeable;
import java.io.IOException;
import org.ramwire.codec.RamBlock;

/**
 * Where a receiver puts a guest's memory: the extension point for other stores than this module's.
 *
 * <p>A block reads as zero where nothing has been written. Blocks may be longer than 2 GiB, and a
 * stream may claim far more than it writes, so a store should take room only for what is written.
 *
 * <p>One thread at a time provides blocks, finishes and closes. Others may use blocks that have
 * been provided while another is; nobody uses one during and after {@link #finish} and {@link
 * #close}.
 */
public interface MemoryStore extends Closeable {

  /**
   * Provides a block. Called once for each block of the list, in the list's order, before any page
   * of it.
   *
   * @param block index, name and length
   * @param totalBytes what the list claims for all its blocks together
   * @return where its pages go
   * @throws IOException if the store cannot provide it
   */
  BlockMemory provide(RamBlock block, long totalBytes) throws IOException;

  /**
   * Makes what was written visible to readers of the store. Called when the stream is at its end.
   *
   * @throws IOException if the store fails
   */
  default void finish() throws IOException {}

  /** Releases what the store holds. */
  @Override
  default void close() throws IOException {}
}
