package org.ramwire.compression;

import org.ramwire.codec.RamBlock;
import org.ramwire.format.MalformedStreamException;

/** A payload on its way through an inflating pipeline. */
final class InflateSlot extends WorkRing.Slot {

  /** The payload's copy from index 0. */
  final byte[] payload;

  int payloadBytes;

  /** Where the payload stands in the stream, bytes. */
  long payloadOffset;

  final byte[] page;

  RamBlock block;
  long pageOffset;

  InflateSlot(int pageBytes, int payloadBound) {
    page = new byte[pageBytes];
    payload = new byte[payloadBound];
  }

  /** Returns what went wrong as the stream's reader is to see it, or null. */
  Throwable streamFailure() {
    if (failure instanceof PayloadException e) {
      MalformedStreamException malformed =
          new MalformedStreamException(
              e.clause(),
              payloadOffset + e.payloadOffset(),
              block.idstr().toString(),
              e.getMessage());
      malformed.initCause(e);
      return malformed;
    }
    return failure;
  }
}
