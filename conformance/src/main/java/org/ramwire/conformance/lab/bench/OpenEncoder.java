package org.ramwire.conformance.lab.bench;

import java.io.Closeable;
import org.ramwire.conformance.lab.history.PageHistory;

/** An encoder at work: with its state, its buffers and, if it is a program, its process. */
public interface OpenEncoder extends Closeable {

  /**
   * Encodes pages once, decodes them, and compares.
   *
   * @param history holds the pages
   * @param fromPage the first of them
   * @param toPage the one after the last of them
   * @return what it took
   * @throws EncoderFault if a page does not come back as it was, or the encoder fails
   */
  Pass pass(PageHistory history, int fromPage, int toPage) throws EncoderFault;

  /** Frees what it holds. */
  @Override
  void close();
}
