package org.ramwire.conformance.lab.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of a line protocol on a Unix domain socket, in which every wait has a deadline.
 *
 * <p>Not thread-safe.
 */
final class LineSocket implements Closeable {

  /** A block of 1 MiB in base64 fits four times; a peer that sends no newline is cut off. */
  static final int MAX_LINE_BYTES = 8 << 20;

  private final String peer;
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  private ByteBuffer received = ByteBuffer.allocate(1 << 16);

  /** How many received bytes are known to hold no newline. */
  private int searched;

  private LineSocket(String peer, SocketChannel channel) throws IOException {
    this.peer = peer;
    this.channel = channel;
    channel.configureBlocking(false);
    this.selector = Selector.open();
    this.key = channel.register(selector, SelectionKey.OP_READ);
  }

  /**
   * Connects as soon as somebody listens.
   *
   * @param peer the other side's name in messages
   * @param alive false once nobody can come to listen any more
   */
  static LineSocket connect(Path socket, String peer, BooleanSupplier alive, Deadline deadline)
      throws IOException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new LineSocket(peer, channel);
      } catch (IOException e) {
        channel.close();
        if (!alive.getAsBoolean()) {
          throw new CaptureException(peer + ": the process ended before it listened", e);
        }
        if (deadline.passed()) {
          throw new CaptureException(
              peer + ": nobody listens at the socket after " + deadline.allowed(), e);
        }
        Deadline.pause();
      }
    }
  }

  SocketChannel channel() {
    return channel;
  }

  void writeLine(String line, Deadline deadline) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) == 0) {
          await(SelectionKey.OP_WRITE, deadline, "did not take a command");
        }
      }
    } catch (CaptureException e) {
      throw e;
    } catch (IOException e) {
      throw new CaptureException(peer + ": the connection broke: " + e.getMessage(), e);
    }
  }

  String readLine(Deadline deadline) throws IOException {
    while (true) {
      String line = pollLine();
      if (line != null) {
        return line;
      }
      await(SelectionKey.OP_READ, deadline, "did not answer");
    }
  }

  /** Returns a line that has come, or null. */
  @Nullable String pollLine() throws IOException {
    while (true) {
      String line = takeLine();
      if (line != null) {
        return line;
      }
      if (!receive()) {
        return null;
      }
    }
  }

  private void await(int operation, Deadline deadline, String failure) throws IOException {
    key.interestOps(operation);
    selector.select(deadline.millisLeft());
    selector.selectedKeys().clear();
    if (!key.isValid() || Thread.currentThread().isInterrupted()) {
      throw new CaptureException(peer + ": interrupted");
    }
    if (deadline.passed()) {
      throw new CaptureException(
          peer + ": the other side " + failure + " in " + deadline.allowed());
    }
  }

  private boolean receive() throws IOException {
    if (!received.hasRemaining()) {
      if (received.capacity() >= MAX_LINE_BYTES) {
        throw new CaptureException(peer + ": a line of more than " + MAX_LINE_BYTES + " bytes");
      }
      received =
          ByteBuffer.wrap(Arrays.copyOf(received.array(), received.capacity() * 2))
              .position(received.position());
    }
    int read;
    try {
      read = channel.read(received);
    } catch (IOException e) {
      throw new CaptureException(peer + ": the connection broke: " + e.getMessage(), e);
    }
    if (read < 0) {
      throw new CaptureException(peer + ": the other side closed the connection");
    }
    return read > 0;
  }

  private @Nullable String takeLine() {
    byte[] bytes = received.array();
    for (int i = searched; i < received.position(); i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, 0, i, StandardCharsets.UTF_8);
        received.flip().position(i + 1);
        received.compact();
        searched = 0;
        return line.stripTrailing();
      }
    }
    searched = received.position();
    return null;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
