package org.ramwire.conformance.stream.transfer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.ramwire.conformance.stream.peer.Connector;
import org.ramwire.conformance.stream.peer.Endpoint;

/** What a stream is sent to. Closing it before {@link #finish} leaves nothing that looks whole. */
public interface SendTarget extends WritableByteChannel {

  /**
   * Ends a stream that has been written through its end.
   *
   * @return what a person should know, or null
   * @throws IOException if it has not arrived
   */
  String finish() throws IOException;

  /**
   * Opens a target.
   *
   * @param endpoint where the stream goes
   * @param force whether a file that is there already is replaced
   * @param timeoutMillis how long a peer may stall; 0 for ever
   * @return the target
   * @throws IOException if it cannot be opened
   */
  static SendTarget open(Endpoint endpoint, boolean force, long timeoutMillis) throws IOException {
    return switch (endpoint.kind()) {
      case TCP, UNIX -> new PeerTarget(Connector.connect(endpoint, timeoutMillis), endpoint);
      case STANDARD ->
          new OpenTarget(new FileOutputStream(FileDescriptor.out).getChannel(), "standard output");
      case FILE ->
          Files.exists(endpoint.path()) && !Files.isRegularFile(endpoint.path())
              ? device(endpoint)
              : FileTarget.create(endpoint.path(), force);
    };
  }

  private static SendTarget device(Endpoint endpoint) throws IOException {
    if (Files.isDirectory(endpoint.path())) {
      throw new IOException(endpoint + ": is a directory; expected a file to write");
    }
    return new OpenTarget(
        FileChannel.open(endpoint.path(), StandardOpenOption.WRITE), endpoint.text());
  }
}
