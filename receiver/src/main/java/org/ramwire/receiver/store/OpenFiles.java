package org.ramwire.receiver.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files of which a bounded number is open at once: a stream may have thousands of blocks, and a
 * process few descriptors. Of those that nobody has borrowed, the one that was used longest ago is
 * closed for another. Thread-safe; a thread borrows one file at a time.
 */
final class OpenFiles implements Closeable {

  /** A process may have 256 descriptors on some systems, and needs some for itself. */
  static final int MAX_OPEN = 64;

  private static final Set<? extends OpenOption> AGAIN =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final int maxOpen;

  /** The one used last is the last. */
  private final Map<Path, OpenFile> open = new LinkedHashMap<>(MAX_OPEN, 0.75f, true);

  private boolean closed;

  /** A file that is open, and how many borrowers have it. */
  private static final class OpenFile {

    final FileChannel channel;
    int borrowers;

    OpenFile(FileChannel channel) {
      this.channel = channel;
    }
  }

  OpenFiles() {
    this(MAX_OPEN);
  }

  /** Keeps at most so many files open. */
  OpenFiles(int maxOpen) {
    this.maxOpen = maxOpen;
  }

  /** Opens a file for the first time, as the options say, and keeps it open for borrowers. */
  synchronized void open(Path file, Set<? extends OpenOption> options, FileAttribute<?>[] owners)
      throws IOException {
    makeRoom();
    open.put(file, new OpenFile(FileChannel.open(file, options, owners)));
  }

  /**
   * Lends a file's channel, opened again if need be; waits while as many files as may be open are
   * lent.
   */
  synchronized FileChannel borrow(Path file) throws IOException {
    OpenFile found = open.get(file);
    if (found == null) {
      makeRoom();
      // Another thread may have opened it while this one waited.
      found = open.get(file);
    }
    if (found == null) {
      found = new OpenFile(FileChannel.open(file, AGAIN));
      open.put(file, found);
    }
    found.borrowers++;
    return found.channel;
  }

  /** Takes a borrowed file back. */
  synchronized void giveBack(Path file) {
    OpenFile borrowed = open.get(file);
    // All are gone once this has been closed.
    if (borrowed != null && --borrowed.borrowers == 0) {
      notifyAll();
    }
  }

  private void makeRoom() throws IOException {
    while (!closed && open.size() >= maxOpen && !closeEldest()) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while all files were in use");
      }
    }
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  private boolean closeEldest() throws IOException {
    for (Iterator<OpenFile> files = open.values().iterator(); files.hasNext(); ) {
      OpenFile eldest = files.next();
      if (eldest.borrowers == 0) {
        files.remove();
        eldest.channel.close();
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    IOException first = null;
    for (OpenFile file : open.values()) {
      try {
        file.channel.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    open.clear();
    notifyAll();
    if (first != null) {
      throw first;
    }
  }
}
