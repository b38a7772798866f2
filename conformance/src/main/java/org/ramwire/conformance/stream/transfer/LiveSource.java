package org.ramwire.conformance.stream.transfer;

import java.io.IOException;
import org.ramwire.codec.element.StreamVisitor;
import org.ramwire.conformance.stream.peer.PeerChannel;
import org.ramwire.conformance.stream.peer.ReturnPath;
import org.ramwire.format.Clause;
import org.ramwire.format.MalformedStreamException;

/**
 * The peer that a stream comes from by a connection, from the first answer to the farewell
 * (CON-082).
 *
 * <p>It is told that all is well only by {@link #tell}, which is for those who have kept all
 * memory: from then on it may give its guest up.
 */
public final class LiveSource {

  private static final long FAREWELL_MILLIS = 5000;

  private final PeerChannel connection;
  private final ReturnPath returnPath;

  /**
   * Answers a peer.
   *
   * @param connection the stream comes by it
   * @param quietMillis how long nothing comes until a stream that may lack its description has
   *     ended
   * @param ack whether and when the source is told that it may switch over
   */
  public LiveSource(PeerChannel connection, long quietMillis, ReturnPath.SwitchoverAck ack) {
    this.connection = connection;
    this.returnPath = new ReturnPath(connection, quietMillis, ack);
    connection.endWhen(returnPath);
  }

  /**
   * Returns what answers while the stream is read.
   *
   * @return a visitor for the stream's reader
   */
  public StreamVisitor answers() {
    return returnPath;
  }

  /**
   * Checks that nothing has come since the input was taken for ended.
   *
   * @param offset where it ended
   * @throws IOException if there is more, and no description says that it is not the stream's
   */
  public void checkEnded(long offset) throws IOException {
    if (connection.hasMore() && !returnPath.endIsSure()) {
      throw new MalformedStreamException(
          Clause.ALL_WELL,
          offset,
          "the stream seemed to end here, but the source has sent more after a pause;"
              + " --quiet sets how long one may be");
    }
  }

  /** Tells the source that its stream has not been taken, so that it does not give its guest up. */
  public void refuse() {
    returnPath.refuse();
    connection.abort();
  }

  /**
   * Tells a source that waits for it that all is well, and waits for it to close.
   *
   * @return what went wrong, so that the guest may run on there; or null
   * @throws IOException if this side is interrupted
   */
  public String tell() throws IOException {
    if (!returnPath.isOpen()) {
      return null;
    }
    boolean gone = connection.closedByPeer();
    try {
      returnPath.allWell();
    } catch (IOException e) {
      return "the source could not be told, and may run its guest on: " + e.getMessage();
    }
    if (gone) {
      return "the source had closed the connection before it was told, and may run its guest on";
    }
    return switch (connection.awaitFarewell(FAREWELL_MILLIS)) {
      case CLOSED -> null;
      case BROKEN -> "the connection broke when the source was told; it may run its guest on";
      case STAYED -> "the source has been told, but keeps the connection open";
      case SENT_MORE ->
          returnPath.endIsSure() ? null : "the source sent more after its stream seemed to end";
    };
  }
}
