package org.ramwire.conformance.stream.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A socket that takes one connection, and listens on to notice others until it is closed. The file
 * of a Unix socket goes away with it, also when the process is told to end.
 */
public final class Listener implements Closeable {

  /**
   * How many may wait for the watch to see them: a source with several channels opens them at once.
   */
  private static final int BACKLOG = 16;

  /** The bits of a file's mode that tell what it is, and what they are for a socket. */
  private static final int FILE_TYPE = 0170000;

  private static final int SOCKET = 0140000;

  private final ServerSocketChannel server;
  private final Endpoint endpoint;
  private final Thread cleanUp;

  /** The watch for more connections once there is one, or null. */
  private OtherConnections others;

  /** What the system knows the socket's file by, once it is there; null before. */
  private Object socketKey;

  /** Whether the process is ending: from then on nothing is bound. */
  private boolean ending;

  private Listener(ServerSocketChannel server, Endpoint endpoint) {
    this.server = server;
    this.endpoint = endpoint;
    this.cleanUp = new Thread(this::end, "remove socket");
    try {
      Runtime.getRuntime().addShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      // The process is ending already.
      ending = true;
    }
  }

  /**
   * Listens.
   *
   * @param endpoint of kind TCP, where port 0 is any free one, or UNIX
   * @param force whether a Unix socket that is there already is taken away
   * @return a listener
   * @throws IOException if the address is in use or not this machine's
   */
  public static Listener open(Endpoint endpoint, boolean force) throws IOException {
    boolean unix = endpoint.kind() == Endpoint.Kind.UNIX;
    ServerSocketChannel server =
        unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
    Listener listener = new Listener(server, endpoint);
    try {
      SocketAddress address = unix ? socketFile(endpoint.path(), force) : tcpAddress(endpoint);
      if (!unix) {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      listener.bind(address);
      return listener;
    } catch (FileAlreadyExistsException e) {
      listener.close();
      throw e;
    } catch (IOException e) {
      listener.close();
      String reason = lowerCase(e.getMessage());
      throw new IOException(
          endpoint + ": " + (e instanceof BindException ? "" : "cannot listen: ") + reason, e);
    }
  }

  private synchronized void bind(SocketAddress address) throws IOException {
    if (ending) {
      throw new IOException("the process is ending");
    }
    server.bind(address, BACKLOG);
    if (endpoint.kind() == Endpoint.Kind.UNIX) {
      socketKey = key(endpoint.path());
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private synchronized void end() {
    ending = true;
    removeSocket();
  }

  private static SocketAddress socketFile(Path path, boolean force) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      boolean socket = (mode & FILE_TYPE) == SOCKET;
      if (!force || !socket) {
        throw new FileAlreadyExistsException(
            path.toString(),
            null,
            socket
                ? "exists already; --force takes the socket away"
                : "exists already and is no socket; name another path");
      }
      Files.delete(path);
    }
    return UnixDomainSocketAddress.of(path);
  }

  private static SocketAddress tcpAddress(Endpoint endpoint) throws IOException {
    if (endpoint.host().isEmpty()) {
      // Every interface only for those who say so.
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port());
    }
    return Connector.resolved(endpoint, endpoint.host());
  }

  static String lowerCase(String message) {
    return message == null || message.isEmpty()
        ? "failed"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /**
   * Returns where it listens, with the port that it has got.
   *
   * @return in the grammar of an endpoint
   * @throws IOException if it is closed
   */
  public String address() throws IOException {
    if (endpoint.kind() == Endpoint.Kind.UNIX) {
      return endpoint.text();
    }
    InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
    String name =
        endpoint.host().isEmpty() ? address.getAddress().getHostAddress() : endpoint.host();
    String host = name.indexOf(':') < 0 ? name : "[" + name + "]";
    return "tcp:" + host + ":" + address.getPort();
  }

  /**
   * Tells whether anyone who reaches this machine may connect.
   *
   * @return true if it listens on every interface
   * @throws IOException if it is closed
   */
  public boolean everyInterface() throws IOException {
    return endpoint.kind() == Endpoint.Kind.TCP
        && ((InetSocketAddress) server.getLocalAddress()).getAddress().isAnyLocalAddress();
  }

  /**
   * Waits for a connection. From then on another one makes the first fail.
   *
   * @param timeoutMillis how long the peer may stall later
   * @return the connection
   * @throws IOException if the listener is closed meanwhile
   */
  public PeerChannel accept(long timeoutMillis) throws IOException {
    PeerChannel peer = new PeerChannel(server.accept(), address(), timeoutMillis);
    others = new OtherConnections(server, peer);
    return peer;
  }

  /**
   * Checks that the connection has been the only one.
   *
   * @throws IOException if there has been another
   */
  public void checkAlone() throws IOException {
    if (others != null) {
      others.check();
    }
  }

  @Override
  public void close() throws IOException {
    if (others != null) {
      others.close();
    }
    server.close();
    removeSocket();
    try {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running.
    }
  }

  private synchronized void removeSocket() {
    if (socketKey != null) {
      try {
        // Somebody else may have put something in its place.
        if (socketKey.equals(key(endpoint.path()))) {
          Files.delete(endpoint.path());
        }
      } catch (IOException e) {
        // It stays; the next one who listens there is told.
      }
    }
  }
}
