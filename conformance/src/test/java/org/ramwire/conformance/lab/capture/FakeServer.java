package org.ramwire.conformance.lab.capture;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server on a Unix socket that plays a script to its only client, on a thread of its own. */
public final class FakeServer implements Closeable {

  /** What the server does with its client; the connection closes when it returns. */
  public interface Script {
    void play(FakeServer server) throws Exception;
  }

  private final ServerSocketChannel listener;
  private final Thread thread;
  private SocketChannel client;

  private FakeServer(Path socket, Script script) throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    thread = new Thread(() -> serve(script), "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  public static FakeServer at(Path socket, Script script) throws IOException {
    return new FakeServer(socket, script);
  }

  private void serve(Script script) {
    try (SocketChannel accepted = listener.accept()) {
      client = accepted;
      script.play(this);
    } catch (Exception e) {
      // The client sees a closed connection, which is what its test is about.
    }
  }

  public void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }

  /** Returns the client's next line, without its end. */
  public String receive() throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (client.read(one) == 1) {
      char next = (char) one.get(0);
      if (next == '\n') {
        return line.toString();
      }
      line.append(next);
      one.clear();
    }
    throw new IOException("the client is gone");
  }

  public void hang() throws InterruptedException {
    Thread.sleep(600_000);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    thread.interrupt();
  }
}
