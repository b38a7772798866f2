package org.ramwire.conformance.stream.peer;

import java.io.IOException;

/** A peer that has taken or given nothing for longer than allowed. */
public final class PeerStalledException extends IOException {

  private static final long serialVersionUID = 1;

  PeerStalledException(String message) {
    super(message);
  }
}
