package org.ramwire.conformance.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * A connection to another process, blocking to its user, that does not wait for ever: a peer that
 * takes or gives nothing for a time is an error, and every error names the peer.
 *
 * <p>One thread uses it; any thread may close it, which ends a wait.
 */
public final class PeerChannel implements ByteChannel {

  /** What is called when nothing has come for a while. */
  @FunctionalInterface
  public interface QuietHandler {

    /**
     * Nothing has come for {@value PeerChannel#QUIET_MILLIS} ms.
     *
     * @throws IOException if what it does fails
     */
    void quiet() throws IOException;
  }

  /** How long nothing has to come until a quiet handler is called. */
  static final long QUIET_MILLIS = 50;

  private final SocketChannel socket;
  private final String peer;
  private final long timeoutMillis;
  private final Selector selector;
  private final SelectionKey key;
  private QuietHandler quietHandler = () -> {};
  private long movedBytes;

  /**
   * Takes a connection over.
   *
   * @param socket is connected
   * @param peer for messages
   * @param timeoutMillis how long a peer may stall; 0 for ever
   */
  PeerChannel(SocketChannel socket, String peer, long timeoutMillis) throws IOException {
    this.socket = socket;
    this.peer = peer;
    this.timeoutMillis = timeoutMillis;
    socket.configureBlocking(false);
    this.selector = Selector.open();
    this.key = socket.register(selector, 0);
  }

  /**
   * Sets what is called while a read waits; once for each wait.
   *
   * @param handler called by the thread that reads
   */
  public void onQuiet(QuietHandler handler) {
    quietHandler = handler;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    boolean quiet = false;
    while (true) {
      int read;
      try {
        read = socket.read(target);
      } catch (IOException e) {
        throw broken(e);
      }
      if (read != 0) {
        movedBytes += Math.max(read, 0);
        return read;
      }
      if (!quiet && !ready(SelectionKey.OP_READ, QUIET_MILLIS)) {
        quiet = true;
        quietHandler.quiet();
      } else if (quiet && !ready(SelectionKey.OP_READ, timeoutMillis)) {
        throw stalled("has sent");
      }
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    while (true) {
      int written;
      try {
        written = socket.write(source);
      } catch (IOException e) {
        throw broken(e);
      }
      if (written != 0 || !source.hasRemaining()) {
        movedBytes += written;
        return written;
      }
      if (!ready(SelectionKey.OP_WRITE, timeoutMillis)) {
        throw stalled("has taken");
      }
    }
  }

  /** Waits for an operation to be possible; returns false if it was not in time. */
  private boolean ready(int operation, long millis) throws IOException {
    long startNanos = System.nanoTime();
    while (true) {
      if (selected(operation, millis)) {
        return true;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException(peer + ": interrupted");
      }
      long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      if (millis > 0 && elapsed >= millis) {
        return false;
      }
    }
  }

  private boolean selected(int operation, long millis) throws IOException {
    try {
      key.interestOps(operation);
      selector.select(millis);
      boolean selected = !selector.selectedKeys().isEmpty();
      selector.selectedKeys().clear();
      return selected;
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new ClosedChannelException();
    }
  }

  private PeerStalledException stalled(String what) {
    return new PeerStalledException(
        String.format(
            "%s: the peer %s nothing for %.1f s (--timeout), after %d bytes",
            peer, what, timeoutMillis / 1e3, movedBytes));
  }

  private IOException broken(IOException failure) {
    if (!socket.isOpen() || failure instanceof ClosedChannelException) {
      return failure;
    }
    return new IOException(
        peer
            + ": the peer has closed the connection after "
            + movedBytes
            + " bytes ("
            + failure.getMessage()
            + ")",
        failure);
  }

  /**
   * Tells the peer that nothing more comes.
   *
   * @throws IOException if the connection is broken
   */
  public void endOutput() throws IOException {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Makes the peer see an error instead of an end, as far as the transport can tell one. */
  public void abort() {
    try {
      if (socket.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // It is closed, or broken: the peer knows.
    }
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    // A selector that is closed lets a closed socket go.
    selector.close();
  }
}
