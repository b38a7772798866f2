package org.ramwire.compression.pipeline;

import org.jspecify.annotations.Nullable;
import org.ramwire.codec.RamBlock;
import org.ramwire.compression.PayloadException;
import org.ramwire.format.MalformedStreamException;

/** A payload on its way through an inflating pipeline. */
final class InflateSlot extends WorkRing.Slot {

  /** Room for a copy of the payload. */
  final byte[] copy;

  /** Holds the payload: the copy, or the caller's buffer if it is inflated during the call. */
  byte[] payload;

  /** Index of the payload's first byte. */
  int payloadFrom;

  int payloadBytes;

  /** Where the payload stands in the stream, bytes. */
  long payloadOffset;

  final byte[] page;

  RamBlock block;
  long pageOffset;

  InflateSlot(int pageBytes, int payloadBound) {
    page = new byte[pageBytes];
    copy = new byte[payloadBound];
  }

  /** Keeps a payload for later. */
  void copyPayload(byte[] buffer, int from, int length) {
    System.arraycopy(buffer, from, copy, 0, length);
    lendPayload(copy, 0, length);
  }

  /** Takes a payload where it stands. */
  void lendPayload(byte[] buffer, int from, int length) {
    payload = buffer;
    payloadFrom = from;
    payloadBytes = length;
  }

  /** Returns what went wrong as the stream's reader is to see it, or null. */
  @Nullable Throwable streamFailure() {
    if (failure instanceof PayloadException e) {
      MalformedStreamException malformed =
          new MalformedStreamException(
              e.clause(), payloadOffset + e.payloadOffset(), block.idstr().shown(), e.getMessage());
      malformed.initCause(e);
      return malformed;
    }
    return failure;
  }
}
