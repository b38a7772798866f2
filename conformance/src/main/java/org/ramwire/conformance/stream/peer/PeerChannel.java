package org.ramwire.conformance.stream.peer;

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
 * <p>One thread uses it; any thread may close it, which ends a wait, or let it fail.
 */
public final class PeerChannel implements ByteChannel {

  /** What knows whether the input could end where it stands, though the peer has not closed it. */
  @FunctionalInterface
  public interface EndOfInput {

    /**
     * Tells how long nothing has to come until the input has ended.
     *
     * @return milliseconds, or -1 if it cannot end here
     * @throws IOException if what has come is refused
     */
    long quietMillis() throws IOException;
  }

  /** What a peer did after its input had been taken for ended. */
  public enum Farewell {
    /** It has closed the connection, and all that was written has gone to it. */
    CLOSED,
    /** It has sent more. */
    SENT_MORE,
    /** The connection broke: whether it has read what was written is unknown. */
    BROKEN,
    /** It keeps the connection open. */
    STAYED
  }

  /** How many of the last bytes are kept: a footer, and EOF after it. */
  static final int TAIL_BYTES = 6;

  /** How long one wait is at most: what another thread or a bound says is seen after it. */
  private static final long SLICE_MILLIS = 50;

  private static final int SCRAP_BYTES = 1 << 14;

  private final SocketChannel socket;
  private final String peer;
  private final long timeoutMillis;
  private final Selector selector;
  private final SelectionKey key;
  private final byte[] tail = new byte[TAIL_BYTES];
  private EndOfInput end = () -> -1;
  private ReceiveBound bound = ReceiveBound.NONE;
  private long movedBytes;
  private long receivedBytes;

  /** Whether the input has been taken for ended, and whether the peer itself has ended it. */
  private boolean ended;

  private boolean closedByPeer;

  /** Whether something came after that. */
  private boolean late;

  /** What another thread has found wrong, or null. */
  private volatile IOException failure;

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
   * Sets what may end the input before the peer closes it.
   *
   * @param decides called by the thread that reads, while nothing comes
   */
  public void endWhen(EndOfInput decides) {
    end = decides;
  }

  /**
   * Sets what bounds the reception.
   *
   * @param most is told of what comes, and asked while it reads
   */
  public void bound(ReceiveBound most) {
    bound = most;
  }

  /** Lets the next read, or the one that waits, fail. Any thread may call it. */
  void fail(IOException reason) {
    failure = reason;
    selector.wakeup();
  }

  /** Returns how many bytes have come. */
  long receivedBytes() {
    return receivedBytes;
  }

  /** Returns one of the last {@value #TAIL_BYTES} bytes that have come, the last one for 0. */
  int lastByte(int back) {
    return tail[TAIL_BYTES - 1 - back] & 0xff;
  }

  /**
   * Tells whether the peer has closed its side.
   *
   * @return false also where the input was taken for ended without that
   */
  public boolean closedByPeer() {
    return closedByPeer;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (ended) {
      return -1;
    }
    long startNanos = System.nanoTime();
    while (true) {
      checkGoesOn();
      int read = readNow(target);
      if (read > 0) {
        bound.came(read);
      }
      if (read != 0) {
        ended = read < 0;
        return read;
      }
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      long enough = end.quietMillis();
      if (enough >= 0 && waited >= enough) {
        ended = true;
        return -1;
      }
      if (timeoutMillis > 0 && waited >= timeoutMillis) {
        throw stalled("has sent");
      }
      awaitReady(SelectionKey.OP_READ, enough >= 0 ? enough - waited : timeoutMillis - waited);
    }
  }

  private int readNow(ByteBuffer target) throws IOException {
    int from = target.position();
    int read;
    try {
      read = socket.read(target);
    } catch (IOException e) {
      throw broken(e);
    }
    closedByPeer |= read < 0;
    if (read > 0) {
      movedBytes += read;
      receivedBytes += read;
      int kept = Math.min(read, TAIL_BYTES);
      System.arraycopy(tail, kept, tail, 0, TAIL_BYTES - kept);
      target.get(from + read - kept, tail, TAIL_BYTES - kept, kept);
    }
    return read;
  }

  private void checkGoesOn() throws IOException {
    if (failure != null) {
      throw failure;
    }
    bound.check();
  }

  /**
   * Tells whether something has come since the input was taken for ended.
   *
   * @return true if there is at least a byte
   * @throws IOException if another thread has found something wrong
   */
  public boolean hasMore() throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      late |= !closedByPeer && readNow(ByteBuffer.allocate(1)) > 0;
    } catch (IOException e) {
      // It is broken; what is told to the peer will show it.
    }
    return late;
  }

  /**
   * Waits for the peer to close, after it has been told all.
   *
   * @param millis how long at most
   * @return what it did
   * @throws IOException if this side is closed or interrupted
   */
  public Farewell awaitFarewell(long millis) throws IOException {
    ByteBuffer scrap = ByteBuffer.allocate(SCRAP_BYTES);
    boolean more = late;
    long startNanos = System.nanoTime();
    while (true) {
      int read;
      try {
        read = readNow(scrap.clear());
      } catch (IOException e) {
        return more ? Farewell.SENT_MORE : Farewell.BROKEN;
      }
      more |= read > 0;
      long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      if (read < 0 || left <= 0) {
        Farewell quiet = read < 0 ? Farewell.CLOSED : Farewell.STAYED;
        return more ? Farewell.SENT_MORE : quiet;
      }
      if (read == 0) {
        awaitReady(SelectionKey.OP_READ, left);
      }
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    long startNanos = System.nanoTime();
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
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      if (timeoutMillis > 0 && waited >= timeoutMillis) {
        throw stalled("has taken");
      }
      awaitReady(SelectionKey.OP_WRITE, timeoutMillis - waited);
    }
  }

  /** Waits until an operation may be possible, or for a slice of time. */
  private void awaitReady(int operation, long millis) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(peer + ": interrupted");
    }
    try {
      key.interestOps(operation);
      selector.select(millis <= 0 ? SLICE_MILLIS : Math.min(millis, SLICE_MILLIS));
      selector.selectedKeys().clear();
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

  private IOException broken(IOException broke) {
    if (failure != null) {
      // What was found first is why the peer has gone.
      return failure;
    }
    if (!socket.isOpen() || broke instanceof ClosedChannelException) {
      return broke;
    }
    return new IOException(
        peer
            + ": the peer has closed the connection after "
            + movedBytes
            + " bytes ("
            + broke.getMessage()
            + ")",
        broke);
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
