package org.ramwire.receiver;

import java.io.IOException;
import org.ramwire.codec.RamBlock;
import org.ramwire.receiver.store.BlockMemory;

/**
 * The destination's end of a transport that brings pages beside the stream, as RDMA does: the
 * counterpart of a sender's control hook. Called by the thread that reads the stream.
 */
public interface LoadHook {

  /**
   * Tells where a block's pages go. Called once for each block, before any page of it.
   *
   * @param block index, name and length
   * @param memory takes the pages
   * @throws IOException if the transport cannot use it
   */
  default void registerBlock(RamBlock block, BlockMemory memory) throws IOException {}

  /**
   * Called at a HOOK record (RAM-080), when all records before it have been applied: puts in place
   * what the source's hook had sent when it wrote the record.
   *
   * @param offset where the record starts in the channel
   * @throws IOException if the transport fails, or a page of it has no place
   */
  void pagesBrought(long offset) throws IOException;
}
