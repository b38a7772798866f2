package org.ramwire.receiver.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files of which a bounded number is open at once: a stream may have thousands of blocks, and a
 * process few descriptors. The one that was used longest ago is closed for another. Not
 * thread-safe.
 */
final class OpenFiles implements Closeable {

  /** A process may have 256 descriptors on some systems, and needs some for itself. */
  static final int MAX_OPEN = 64;

  private static final Set<? extends java.nio.file.OpenOption> AGAIN =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** The one used last is the last. */
  private final Map<Path, FileChannel> open = new LinkedHashMap<>(MAX_OPEN, 0.75f, true);

  private boolean closed;

  /** Takes a file that has just been opened. */
  void add(Path file, FileChannel channel) throws IOException {
    makeRoom();
    open.put(file, channel);
  }

  /** Returns a file's channel, opened again if need be. */
  FileChannel channel(Path file) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    FileChannel channel = open.get(file);
    if (channel == null) {
      makeRoom();
      channel = FileChannel.open(file, AGAIN);
      open.put(file, channel);
    }
    return channel;
  }

  private void makeRoom() throws IOException {
    if (open.size() >= MAX_OPEN) {
      Path eldest = open.keySet().iterator().next();
      open.remove(eldest).close();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    IOException first = null;
    for (FileChannel channel : open.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    open.clear();
    if (first != null) {
      throw first;
    }
  }
}
