package org.ramwire.compression.pipeline;

import java.io.Closeable;
import org.ramwire.compression.PageInflater;
import org.ramwire.compression.PayloadException;
import org.ramwire.compression.PayloadRules;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/** What one thread inflates payloads with. Not thread-safe. */
interface PayloadDecoder extends Closeable {

  /**
   * Inflates the payload to the page, which starts at index 0.
   *
   * @throws PayloadException if the payload breaks a clause and that counts
   */
  void decode(byte[] payload, int from, int length, byte[] page) throws PayloadException;

  @Override
  void close();

  /** Opens a decoder that takes payloads by the clauses, or like the seed's build. */
  static PayloadDecoder open(PageSize pageSize, Strictness strictness) {
    PageInflater inflater = new PageInflater(pageSize);
    PayloadRules rules = PayloadRules.of(strictness);
    return new PayloadDecoder() {
      @Override
      public void decode(byte[] payload, int from, int length, byte[] page)
          throws PayloadException {
        rules.inflate(inflater, payload, from, length, page);
      }

      @Override
      public void close() {
        inflater.close();
      }
    };
  }
}
