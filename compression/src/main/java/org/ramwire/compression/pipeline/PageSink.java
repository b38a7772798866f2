package org.ramwire.compression.pipeline;

import java.io.IOException;
import org.ramwire.codec.RamBlock;

/**
 * Where an inflating pipeline puts pages. Called only by the thread that submits, and in the order
 * of the submissions, so it needs no lock.
 */
public interface PageSink {

  /**
   * Takes an inflated page.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param page holds the page from index 0, lent for the length of the call
   * @throws IOException if the memory cannot be written
   */
  void writePage(RamBlock block, long pageOffset, byte[] page) throws IOException;

  /**
   * Gives a page as it is. Asked for only when payloads are taken like the seed's build takes them:
   * what a faulty one does not inflate stays.
   *
   * @param block the page's block
   * @param pageOffset where the page starts in it, bytes
   * @param target takes the page from index 0
   * @throws IOException if the memory cannot be read
   */
  void readPage(RamBlock block, long pageOffset, byte[] target) throws IOException;
}
