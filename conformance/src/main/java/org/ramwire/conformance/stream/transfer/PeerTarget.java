package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ramwire.conformance.stream.peer.Endpoint;
import org.ramwire.conformance.stream.peer.PeerChannel;
import org.ramwire.conformance.stream.peer.PeerStalledException;

/** A connection that a stream is sent by. */
final class PeerTarget implements SendTarget {

  private static final int MAX_ANSWER_BYTES = 4096;

  private final PeerChannel peer;
  private final Endpoint endpoint;

  PeerTarget(PeerChannel peer, Endpoint endpoint) {
    this.peer = peer;
    this.endpoint = endpoint;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return peer.write(source);
  }

  /** Waits until the peer closes too: then it has taken everything. */
  @Override
  public String finish() throws IOException {
    peer.endOutput();
    // What a peer answers belongs to a return path, which this side has not opened.
    ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER_BYTES);
    try {
      while (peer.read(answer.clear()) >= 0) {
        // Until it closes.
      }
      return null;
    } catch (PeerStalledException e) {
      return endpoint + ": the peer keeps the connection open: whether it has read all is unknown";
    }
  }

  @Override
  public boolean isOpen() {
    return peer.isOpen();
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
