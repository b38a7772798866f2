package org.ramwire.conformance.stream.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.TimeUnit;

/**
 * A pipe that is read within bounds: a thread beside the one that waits in it closes it when a
 * bound is passed.
 */
public final class WatchedChannel implements ReadableByteChannel {

  private static final long LOOK_MILLIS = 100;

  private final ReadableByteChannel pipe;
  private final ReceiveBound bound;
  private final Thread watch;
  private volatile IOException overdue;

  /**
   * Starts the watch.
   *
   * @param pipe what is read
   * @param bound how long it may stay silent, and how many bytes it may give
   */
  public WatchedChannel(ReadableByteChannel pipe, ReceiveBound bound) {
    this.pipe = pipe;
    this.bound = bound;
    this.watch = new Thread(this::watch, "bounds of a pipe");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      while (pipe.isOpen()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        try {
          bound.check();
        } catch (IOException e) {
          overdue = e;
          pipe.close();
        }
      }
    } catch (InterruptedException | IOException e) {
      // It is closed, or cannot be: nothing is left to watch.
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      int read = pipe.read(target);
      if (read > 0) {
        bound.came(read);
      }
      return read;
    } catch (ClosedChannelException e) {
      if (overdue != null) {
        throw overdue;
      }
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return pipe.isOpen();
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    pipe.close();
  }
}
