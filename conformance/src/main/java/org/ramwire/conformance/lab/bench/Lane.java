package org.ramwire.conformance.lab.bench;

import org.jspecify.annotations.Nullable;
import org.ramwire.format.PageSize;

/**
 * An entrant and its one open encoder, which all its cells share. After a fault it is opened anew;
 * one that hangs is out. Not thread-safe.
 */
final class Lane {

  final Entrant entrant;
  private @Nullable OpenEncoder encoder;
  private @Nullable String out;

  Lane(Entrant entrant) {
    this.entrant = entrant;
  }

  /** Returns why the entrant takes no further part, or null. */
  @Nullable String out() {
    return out;
  }

  OpenEncoder encoder(PageSize pageSize) throws EncoderFault {
    if (encoder == null) {
      encoder = entrant.open(pageSize);
    }
    return encoder;
  }

  /** Drops the encoder after a fault. */
  void failed(EncoderFault fault) {
    if (fault.hangs()) {
      // Its thread still uses it, and whoever closed it now would wait, too.
      out = fault.getMessage();
      encoder = null;
    }
    close();
  }

  void close() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }
}
