package org.ramwire.conformance.lab.bench.qemu;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.ramwire.conformance.lab.qemu.CaptureException;
import org.ramwire.conformance.lab.qemu.Deadline;

/**
 * Where a migration goes to: a thread that keeps what comes and does nothing else, so that QEMU
 * waits as little as may be. Another thread uses the methods.
 */
final class ReadingEnd implements Closeable {

  /** What comes before a reading end holds: more than the stream's beginning. */
  private static final int HOLD_AFTER_BYTES = 1 << 16;

  private static final int CHUNK_BYTES = 1 << 20;

  /** The message by which a destination ends the return path. */
  private static final short RETURN_PATH_SHUT = 1;

  private final ServerSocketChannel server;
  private final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<ByteBuffer> chunks = new ArrayList<>();
  private volatile @Nullable SocketChannel stream;
  private volatile @Nullable IOException failure;
  private volatile long lastByteNanos;

  /** Listens. */
  ReadingEnd(Path socket, boolean holds) throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    if (!holds) {
      released.countDown();
    }
    Thread reader = new Thread(this::read, "reading-end");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      stream = server.accept();
      long total = 0;
      while (true) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        chunks.add(chunk);
        while (chunk.hasRemaining()) {
          int read = stream.read(chunk);
          if (read < 0) {
            return;
          }
          lastByteNanos = System.nanoTime();
          total += read;
          if (total >= HOLD_AFTER_BYTES && holding.getCount() > 0) {
            holding.countDown();
            released.await();
          }
        }
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Waits until so much has come that the first round is on its way; nothing is read then. */
  void awaitHold(Deadline deadline) throws IOException {
    while (holding.getCount() > 0) {
      pause(deadline, "the stream does not begin");
    }
  }

  /** Reads on. */
  void release() {
    released.countDown();
  }

  /** Returns when the last bytes came, by {@link System#nanoTime}. */
  long lastByteNanos() {
    return lastByteNanos;
  }

  /** Tells the source that all is well, for which it waits. */
  void sendShut() throws IOException {
    ByteBuffer message = ByteBuffer.allocate(8);
    message.putShort(RETURN_PATH_SHUT).putShort((short) Integer.BYTES).putInt(0).flip();
    if (stream == null || stream.write(message) != message.capacity()) {
      throw new CaptureException("QEMU does not take the return path's last message");
    }
  }

  /** Waits for the stream's end and returns all of it. */
  InputStream awaitEnd(Deadline deadline) throws IOException {
    while (ended.getCount() > 0) {
      pause(deadline, "the stream does not end");
    }
    if (failure != null) {
      throw new CaptureException("the stream cannot be read: " + failure.getMessage(), failure);
    }
    List<InputStream> parts = new ArrayList<>();
    for (ByteBuffer chunk : chunks) {
      parts.add(new ByteArrayInputStream(chunk.array(), 0, chunk.position()));
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private static void pause(Deadline deadline, String what) throws CaptureException {
    if (deadline.passed()) {
      throw new CaptureException(what + " in " + deadline.allowed());
    }
    Deadline.pause();
  }

  @Override
  public void close() throws IOException {
    released.countDown();
    server.close();
    if (stream != null) {
      stream.close();
    }
  }
}
