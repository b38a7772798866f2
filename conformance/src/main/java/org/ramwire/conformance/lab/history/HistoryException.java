package org.ramwire.conformance.lab.history;

import java.io.IOException;
import java.io.Serial;

/** Something that is no page history: the message is one sentence. */
public final class HistoryException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  HistoryException(String message) {
    super(message);
  }
}
