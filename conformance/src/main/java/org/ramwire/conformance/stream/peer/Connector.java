package org.ramwire.conformance.stream.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** The way to a peer that listens. */
public final class Connector {

  private static final String LOCAL_HOST = "localhost";

  private Connector() {}

  /**
   * Connects to an endpoint.
   *
   * @param endpoint of kind TCP or UNIX
   * @param timeoutMillis how long the peer may stay silent, in milliseconds
   * @return the open connection, which the caller closes
   * @throws IOException if nobody listens there, or the host is unknown
   */
  public static PeerChannel connect(Endpoint endpoint, long timeoutMillis) throws IOException {
    SocketAddress address;
    if (endpoint.kind() == Endpoint.Kind.UNIX) {
      if (!Files.exists(endpoint.path())) {
        throw new NoSuchFileException(endpoint.path().toString());
      }
      address = UnixDomainSocketAddress.of(endpoint.path());
    } else {
      address = resolved(endpoint, endpoint.host().isEmpty() ? LOCAL_HOST : endpoint.host());
    }
    SocketChannel socket;
    try {
      socket = SocketChannel.open(address);
    } catch (ConnectException e) {
      throw new IOException(
          endpoint + ": " + Listener.lowerCase(e.getMessage()) + ": does the receiver listen?", e);
    } catch (IOException e) {
      throw new IOException(endpoint + ": cannot connect: " + e.getMessage(), e);
    }
    if (endpoint.kind() == Endpoint.Kind.TCP) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new PeerChannel(socket, endpoint.text(), timeoutMillis);
  }

  static InetSocketAddress resolved(Endpoint endpoint, String host) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, endpoint.port());
    if (address.isUnresolved()) {
      throw new IOException(endpoint + ": unknown host '" + host + "'");
    }
    return address;
  }
}
