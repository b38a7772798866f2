package org.ramwire.codec.record;

import java.io.IOException;
import org.ramwire.codec.RamBlock;

/** The reading of what a mapped-ram file has after each entry of the block list (MAP-001). */
public interface MappedEntries {

  /**
   * Reads what follows an entry, through the place of its last page if the stream goes on there.
   *
   * @param block the entry's block
   * @param totalBytes what the list claims for all blocks
   * @param leftBytes how many of them the entries after this one state
   * @param visitor takes the pages
   * @throws org.ramwire.format.StreamException if header or bitmap break a clause
   * @throws IOException if the channel or the visitor fails
   */
  void read(RamBlock block, long totalBytes, long leftBytes, RamRecordVisitor visitor)
      throws IOException;
}
