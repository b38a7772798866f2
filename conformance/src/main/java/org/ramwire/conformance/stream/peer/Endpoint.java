package org.ramwire.conformance.stream.peer;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a stream goes or comes from, in QEMU's grammar: {@code tcp:HOST:PORT}, {@code unix:PATH},
 * {@code file:PATH}, a path alone, or {@code -}.
 *
 * @param kind which of them
 * @param text as it was given
 * @param path of a file or socket; else null
 * @param host of a TCP endpoint, empty for the usual one; else null
 * @param port of a TCP endpoint; else 0
 */
public record Endpoint(Kind kind, String text, Path path, String host, int port) {

  /** The kinds of endpoints. */
  public enum Kind {
    /** A file, device or named pipe. */
    FILE,
    /** Standard input or output. */
    STANDARD,
    /** A TCP connection. */
    TCP,
    /** A connection by a Unix socket. */
    UNIX
  }

  /** What a socket's address has room for. */
  static final int MAX_SOCKET_PATH_BYTES = 107;

  private static final int MAX_PORT = 0xffff;

  /**
   * Reads an endpoint.
   *
   * @param text as a person writes it
   * @return the endpoint
   * @throws IllegalArgumentException if it is none
   */
  public static Endpoint parse(String text) {
    if (text.equals("-")) {
      return new Endpoint(Kind.STANDARD, text, null, null, 0);
    }
    String[] halves = text.split(":", 2);
    if (halves.length == 2) {
      switch (halves[0]) {
        case "tcp":
          return tcp(text, halves[1]);
        case "unix":
          return unix(text, halves[1]);
        case "file":
          return new Endpoint(Kind.FILE, text, path(text, halves[1]), null, 0);
        case "exec", "fd", "rdma", "vsock":
          throw new IllegalArgumentException(
              text + ": expected FILE, tcp:HOST:PORT, unix:PATH or - (and a pipe)");
        default:
          // A file may have a colon in its name.
      }
    }
    return new Endpoint(Kind.FILE, text, path(text, text), null, 0);
  }

  private static Endpoint tcp(String text, String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? null : address.substring(0, colon);
    if (host != null && host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host == null || host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(text + ": expected tcp:HOST:PORT");
    }
    String digits = address.substring(colon + 1);
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
      throw new IllegalArgumentException(
          text + ": a port from 0 to " + MAX_PORT + ", not '" + digits + "'");
    }
    return new Endpoint(Kind.TCP, text, null, host, Integer.parseInt(digits));
  }

  private static Endpoint unix(String text, String path) {
    int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SOCKET_PATH_BYTES) {
      throw new IllegalArgumentException(
          text + ": a socket's path has 1 to " + MAX_SOCKET_PATH_BYTES + " bytes, not " + bytes);
    }
    return new Endpoint(Kind.UNIX, text, path(text, path), null, 0);
  }

  private static Path path(String text, String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "': expected a path");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(text + ": no path: " + e.getReason(), e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
