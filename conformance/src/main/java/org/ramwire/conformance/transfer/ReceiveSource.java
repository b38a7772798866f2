package org.ramwire.conformance.transfer;

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

/**
 * What a stream is received from.
 *
 * @param channel gives the stream
 * @param lengthBytes of the stream where that is known, else -1
 * @param peer the same channel where it is a connection
 */
public record ReceiveSource(
    ReadableByteChannel channel, long lengthBytes, Optional<PeerChannel> peer)
    implements Closeable {

  /**
   * Opens a source; for a socket, waits for one peer to connect.
   *
   * @param endpoint where the stream comes from
   * @param force whether a Unix socket that is there already is taken away
   * @param timeoutMillis how long a peer may stall; 0 for ever
   * @param listening is told the address as soon as a peer may connect
   * @return the source
   * @throws IOException if it cannot be opened
   */
  public static ReceiveSource open(
      Endpoint endpoint, boolean force, long timeoutMillis, Consumer<String> listening)
      throws IOException {
    switch (endpoint.kind()) {
      case TCP, UNIX -> {
        try (Listener listener = Listener.open(endpoint, force)) {
          listening.accept(listener.address());
          PeerChannel peer = listener.accept(timeoutMillis);
          return new ReceiveSource(peer, -1, Optional.of(peer));
        }
      }
      case STANDARD -> {
        if (Boolean.getBoolean("ramwire.stdin.closed")) {
          throw new IOException("standard input is closed; expected a stream");
        }
        FileChannel input = new FileInputStream(FileDescriptor.in).getChannel();
        return new ReceiveSource(input, -1, Optional.empty());
      }
      case FILE -> {
        if (Files.isDirectory(endpoint.path())) {
          throw new IOException(endpoint + ": is a directory; expected a stream");
        }
        FileChannel file = FileChannel.open(endpoint.path(), StandardOpenOption.READ);
        long length = Files.isRegularFile(endpoint.path()) ? file.size() : -1;
        return new ReceiveSource(file, length, Optional.empty());
      }
    }
    throw new AssertionError(endpoint.kind());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
