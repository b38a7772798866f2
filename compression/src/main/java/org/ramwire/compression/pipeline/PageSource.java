package org.ramwire.compression.pipeline;

import java.io.IOException;

/** Where a pipeline takes a page's bytes from: one block of guest memory. */
@FunctionalInterface
public interface PageSource {

  /**
   * Copies a page. The guest may write to it meanwhile; only the copy is looked at afterwards.
   *
   * @param pageOffset where the page starts in its block, bytes
   * @param target takes the page's bytes
   * @param from index of the first
   * @throws IOException if the memory cannot be read
   */
  void copyPage(long pageOffset, byte[] target, int from) throws IOException;
}
