package org.ramwire.sender.memory;

import java.io.IOException;
import java.util.List;

/**
 * The memory of a guest that is to be sent: the extension point for other memories than this
 * module's.
 *
 * <p>The guest may write to its memory at any time, from any number of threads; the sender calls
 * these methods from one thread at a time.
 */
public interface GuestMemory {

  /**
   * Returns the blocks in the order of the stream: by convention the longest first.
   *
   * @return an immutable list; another one when a block has come or gone
   */
  List<? extends GuestBlock> blocks();

  /**
   * Returns a number that grows whenever {@link #blocks} is another list.
   *
   * @return read before the list, so that a list is never older than its number
   */
  default long listVersion() {
    return 0;
  }

  /**
   * Starts to note which pages are written. Called once, before the first page is read.
   *
   * @throws IOException if the memory fails
   */
  default void startDirtyLog() throws IOException {}

  /**
   * Ends the noting. Called once when the sender is done, whatever the outcome.
   *
   * @throws IOException if the memory fails
   */
  default void stopDirtyLog() throws IOException {}
}
