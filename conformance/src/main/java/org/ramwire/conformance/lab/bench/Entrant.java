package org.ramwire.conformance.lab.bench;

import org.ramwire.conformance.lab.history.PageHistory;
import org.ramwire.format.PageSize;

/** An encoder that takes part in a benchmark. Thread-safe. */
public interface Entrant {

  /**
   * Returns its name.
   *
   * @return what reports call it
   */
  String name();

  /**
   * Returns what it keeps and knows.
   *
   * @param pageSize the size of the pages
   * @return its kind
   * @throws EncoderFault if it cannot be opened
   */
  EncoderKind kind(PageSize pageSize) throws EncoderFault;

  /**
   * Opens it.
   *
   * @param pageSize the size of the pages
   * @return the encoder, for one thread, the caller's to close
   * @throws EncoderFault if it cannot be opened
   */
  OpenEncoder open(PageSize pageSize) throws EncoderFault;

  /**
   * Proves what a pass cannot see, before it is measured; nothing unless overridden.
   *
   * @param history holds the pages to try
   * @throws EncoderFault if the encoder breaks its word
   */
  default void prove(PageHistory history) throws EncoderFault {}
}
