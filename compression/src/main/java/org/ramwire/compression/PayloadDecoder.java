package org.ramwire.compression;

import java.io.Closeable;
import org.ramwire.format.PageSize;
import org.ramwire.format.Strictness;

/** What one thread inflates payloads with. Not thread-safe. */
interface PayloadDecoder extends Closeable {

  /**
   * Inflates the payload to the page; both start at index 0 of their arrays.
   *
   * @throws PayloadException if the payload breaks a clause and that counts
   */
  void decode(byte[] payload, int length, byte[] page) throws PayloadException;

  @Override
  void close();

  /** Opens a decoder that takes payloads by the clauses, or like the seed's build. */
  static PayloadDecoder open(PageSize pageSize, Strictness strictness) {
    PageInflater inflater = new PageInflater(pageSize);
    boolean strict = strictness == Strictness.STRICT;
    return new PayloadDecoder() {
      @Override
      public void decode(byte[] payload, int length, byte[] page) throws PayloadException {
        if (strict) {
          inflater.inflate(payload, 0, length, page, 0);
        } else {
          inflater.inflatePrefix(payload, 0, length, page, 0);
        }
      }

      @Override
      public void close() {
        inflater.close();
      }
    };
  }
}
