package org.ramwire.conformance.lab.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A migration stream as it comes from a QEMU, recorded while it is read.
 *
 * <p>While it waits for bytes it takes QMP events, and only then: whoever handles an event has seen
 * every byte that was sent before it. Not thread-safe.
 */
public final class LiveStream implements ReadableByteChannel {

  /** What takes a QMP event. */
  public interface EventHandler {
    /**
     * Takes an event.
     *
     * @param event as QMP has it
     * @throws IOException if what it asks for fails
     */
    void event(JsonNode event) throws IOException;
  }

  /** The message by which a destination ends the return path. */
  private static final short RETURN_PATH_SHUT = 1;

  /** For how long nothing comes before a source is taken to have written all. */
  private static final long QUIET_MILLIS = 100;

  private final ServerSocketChannel server;
  private final QmpClient qmp;
  private final EventHandler handler;
  private final Deadline deadline;
  private final Selector selector;
  private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
  private @Nullable SocketChannel stream;

  /** The source is to be told that all is well as soon as nothing comes. */
  private boolean shutDue;

  /**
   * Listens for QEMU's connection.
   *
   * @param socket the Unix socket to listen on
   * @param qmp the source's monitor
   * @param handler takes events
   * @param deadline when the whole stream must have come
   * @throws IOException if nobody can listen there
   */
  public LiveStream(Path socket, QmpClient qmp, EventHandler handler, Deadline deadline)
      throws IOException {
    this.qmp = qmp;
    this.handler = handler;
    this.deadline = deadline;
    this.selector = Selector.open();
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    qmp.channel().register(selector, SelectionKey.OP_READ);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (true) {
      int read = readNow(target);
      if (read != 0) {
        return read;
      }
      long left = deadline.millisLeft();
      boolean quiet = selector.select(shutDue ? Math.min(left, QUIET_MILLIS) : left) == 0;
      selector.selectedKeys().clear();
      if (Thread.currentThread().isInterrupted()) {
        throw new CaptureException("interrupted");
      }
      if (deadline.passed()) {
        throw new CaptureException("the stream has not come to its end in " + deadline.allowed());
      }
      read = readNow(target);
      if (read != 0) {
        return read;
      }
      handleEvents();
      if (quiet && shutDue) {
        shutDue = false;
        sendShut();
      }
    }
  }

  private void handleEvents() throws IOException {
    for (JsonNode event = qmp.pollEvent(); event != null; event = qmp.pollEvent()) {
      handler.event(event);
    }
  }

  private int readNow(ByteBuffer target) throws IOException {
    if (stream == null) {
      stream = server.accept();
      if (stream == null) {
        return 0;
      }
      stream.configureBlocking(false);
      stream.register(selector, SelectionKey.OP_READ);
    }
    int from = target.position();
    int read = stream.read(target);
    if (read > 0) {
      recorded.write(target.array(), target.arrayOffset() + from, read);
    }
    return read;
  }

  /**
   * Has the source told over the return path that all is well, for which it waits before it closes
   * the stream: once nothing comes any more, since a reader sees the last device section's end only
   * when the stream is closed. A source of 7.2 that is told while it still writes closes what it
   * writes to.
   */
  public void sendShutWhenQuiet() {
    shutDue = true;
  }

  private void sendShut() throws IOException {
    ByteBuffer message = ByteBuffer.allocate(8);
    message.putShort(RETURN_PATH_SHUT).putShort((short) Integer.BYTES).putInt(0).flip();
    if (stream.write(message) != message.capacity()) {
      throw new CaptureException("QEMU does not take the return path's last message");
    }
  }

  /**
   * Returns the bytes that have been read.
   *
   * @return a copy
   */
  public byte[] recorded() {
    return recorded.toByteArray();
  }

  @Override
  public boolean isOpen() {
    return selector.isOpen();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
    if (stream != null) {
      stream.close();
    }
  }
}
