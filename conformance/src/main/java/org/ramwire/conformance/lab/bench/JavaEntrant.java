package org.ramwire.conformance.lab.bench;

import org.ramwire.format.PageSize;

/** An encoder that runs in this JVM. Thread-safe. */
public interface JavaEntrant extends Entrant {

  /**
   * Opens it.
   *
   * @param pageSize the size of the pages
   * @return the encoder, for one thread, the caller's to close
   * @throws EncoderFault if it cannot be opened
   */
  TimedPasses openTimed(PageSize pageSize) throws EncoderFault;

  @Override
  default OpenEncoder open(PageSize pageSize) throws EncoderFault {
    return openTimed(pageSize);
  }
}
