package org.ramwire.conformance.stream.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.ramwire.format.Clause;
import org.ramwire.format.StreamConstants;
import org.ramwire.format.UnsupportedStreamException;

/**
 * The watch for connections beside the one that a stream comes by (CON-084): a source that opens
 * another sends memory by it, so what comes by the first alone is not the guest's memory.
 *
 * <p>A thread of its own watches, until it is closed; any thread may ask.
 */
final class OtherConnections implements Closeable {

  private static final long FIRST_BYTES_MILLIS = 200;
  private static final long POLL_MILLIS = 5;

  private final ServerSocketChannel server;
  private final PeerChannel first;
  private final Selector selector;
  private final Thread thread;

  /** What another connection was found to mean, or null. */
  private IOException found;

  /** Watches a server that listens on; it is not blocking from now on. */
  OtherConnections(ServerSocketChannel server, PeerChannel first) throws IOException {
    this.server = server;
    this.first = first;
    server.configureBlocking(false);
    this.selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
    this.thread = new Thread(this::watch, "other connections");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (look() == null) {
        selector.select();
        selector.selectedKeys().clear();
      }
    } catch (IOException | ClosedSelectorException e) {
      // The server is closed: nobody connects any more.
    }
  }

  /**
   * Looks for another connection now.
   *
   * @throws IOException if there has been one
   */
  void check() throws IOException {
    IOException reason = look();
    if (reason != null) {
      throw reason;
    }
  }

  private synchronized IOException look() throws IOException {
    if (found == null) {
      try (SocketChannel other = server.accept()) {
        if (other != null) {
          found = meaning(other);
          first.fail(found);
        }
      }
    }
    return found;
  }

  private IOException meaning(SocketChannel other) {
    boolean multifd = firstBytes(other) == StreamConstants.MULTIFD_MAGIC;
    return new UnsupportedStreamException(
        Clause.ONE_CONNECTION,
        first.receivedBytes(),
        "the source has opened a second connection"
            + (multifd
                ? ", a multifd channel, and sends pages by it"
                : " (multifd, or postcopy-preempt)")
            + ": the capability has to be off at the source");
  }

  private static int firstBytes(SocketChannel other) {
    ByteBuffer magic = ByteBuffer.allocate(Integer.BYTES);
    long startNanos = System.nanoTime();
    try {
      other.configureBlocking(false);
      while (magic.hasRemaining() && other.read(magic) >= 0) {
        if (System.nanoTime() - startNanos > TimeUnit.MILLISECONDS.toNanos(FIRST_BYTES_MILLIS)) {
          return 0;
        }
        TimeUnit.MILLISECONDS.sleep(magic.hasRemaining() ? POLL_MILLIS : 0);
      }
      return magic.getInt(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
