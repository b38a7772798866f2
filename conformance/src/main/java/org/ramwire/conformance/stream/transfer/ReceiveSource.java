package org.ramwire.conformance.stream.transfer;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.ramwire.conformance.stream.peer.Endpoint;
import org.ramwire.conformance.stream.peer.Listener;
import org.ramwire.conformance.stream.peer.PeerChannel;
import org.ramwire.conformance.stream.peer.ReceiveBound;
import org.ramwire.conformance.stream.peer.WatchedChannel;

/** What a stream is received from. */
public final class ReceiveSource implements Closeable {

  private final ReadableByteChannel channel;
  private final long lengthBytes;

  /** The connection and what it came by, or null for files and pipes. */
  private final PeerChannel peer;

  private final Listener listener;

  private ReceiveSource(
      ReadableByteChannel channel, long lengthBytes, PeerChannel peer, Listener listener) {
    this.channel = channel;
    this.lengthBytes = lengthBytes;
    this.peer = peer;
    this.listener = listener;
  }

  /**
   * Opens a source; for a socket, waits for one peer to connect.
   *
   * @param endpoint where the stream comes from
   * @param force whether a Unix socket that is there already is taken away
   * @param timeoutMillis how long a peer may stall; 0 for ever
   * @param bound is told of what comes, and ends the reading; files have none
   * @param listening is told the address as soon as a peer may connect
   * @return the source
   * @throws IOException if it cannot be opened
   */
  public static ReceiveSource open(
      Endpoint endpoint,
      boolean force,
      long timeoutMillis,
      ReceiveBound bound,
      Consumer<String> listening)
      throws IOException {
    return switch (endpoint.kind()) {
      case TCP, UNIX -> ofPeer(endpoint, force, timeoutMillis, bound, listening);
      case STANDARD -> ofStandardInput(bound);
      case FILE -> ofFile(endpoint, bound);
    };
  }

  private static ReceiveSource ofPeer(
      Endpoint endpoint,
      boolean force,
      long timeoutMillis,
      ReceiveBound bound,
      Consumer<String> listening)
      throws IOException {
    Listener listener = Listener.open(endpoint, force);
    try {
      listening.accept(
          listener.address()
              + (listener.everyInterface() ? " (every interface of this machine)" : ""));
      PeerChannel peer = listener.accept(timeoutMillis);
      peer.bound(bound);
      return new ReceiveSource(peer, -1, peer, listener);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  private static ReceiveSource ofStandardInput(ReceiveBound bound) throws IOException {
    if (Boolean.getBoolean("ramwire.stdin.closed")) {
      throw new IOException("standard input is closed; expected a stream");
    }
    FileChannel input = new FileInputStream(FileDescriptor.in).getChannel();
    return new ReceiveSource(new WatchedChannel(input, bound), -1, null, null);
  }

  private static ReceiveSource ofFile(Endpoint endpoint, ReceiveBound bound) throws IOException {
    if (Files.isDirectory(endpoint.path())) {
      throw new IOException(endpoint + ": is a directory; expected a stream");
    }
    FileChannel file = FileChannel.open(endpoint.path(), StandardOpenOption.READ);
    return Files.isRegularFile(endpoint.path())
        ? new ReceiveSource(file, file.size(), null, null)
        : new ReceiveSource(new WatchedChannel(file, bound), -1, null, null);
  }

  /**
   * Returns what gives the stream.
   *
   * @return a blocking channel
   */
  public ReadableByteChannel channel() {
    return channel;
  }

  /**
   * Returns the stream's length where that is known.
   *
   * @return bytes, or -1
   */
  public long lengthBytes() {
    return lengthBytes;
  }

  /**
   * Returns the same channel where it is a connection.
   *
   * @return the connection, if it is one
   */
  public Optional<PeerChannel> peer() {
    return Optional.ofNullable(peer);
  }

  /**
   * Checks that nothing else has connected.
   *
   * @throws IOException if there has been another connection
   */
  public void checkAlone() throws IOException {
    if (listener != null) {
      listener.checkAlone();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (listener != null) {
        listener.close();
      }
    }
  }
}
