package org.ramwire.conformance.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that its process holds locked as long as it works on what the file stands beside.
 *
 * <p>The system lets go of the lock however the process ends. So a lock that another process can
 * take, on a file with our mark, belongs to work that was abandoned.
 */
final class WorkLock {

  /** Written once the lock is held: a file without it proves nothing. */
  private static final byte[] MARK =
      "ramwire: what is beside this is unfinished\n".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final FileChannel channel;

  private WorkLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes the file; where the file system has no locks, it has no mark. */
  static WorkLock make(HiddenName name) throws IOException {
    FileChannel channel = Access.OWNER.create(name.lock(), StandardOpenOption.WRITE);
    WorkLock lock = new WorkLock(name.lock(), channel);
    try {
      if (channel.tryLock() != null) {
        channel.write(ByteBuffer.wrap(MARK));
      }
    } catch (IOException e) {
      // Unmarked: nobody takes it for abandoned.
    }
    return lock;
  }

  /** Removes the file, after what it stands beside. */
  void remove() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }

  /** Removes what processes have left that were killed while they made the same target. */
  void removeAbandoned(Path target) {
    Pattern names = HiddenName.lockNames(target);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target.getParent())) {
      for (Path entry : entries) {
        Matcher name = names.matcher(entry.getFileName().toString());
        if (name.matches()) {
          removeIfAbandoned(new HiddenName(target, name.group(1)));
        }
      }
    } catch (IOException e) {
      // A directory that cannot be listed can still be written to.
    }
  }

  private void removeIfAbandoned(HiddenName left) {
    // A second channel's closing would take away our own lock.
    if (left.inUse()) {
      return;
    }
    try {
      if (!isOurs(left.lock())) {
        return;
      }
      try (FileChannel other =
          FileChannel.open(
              left.lock(),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS)) {
        if (other.tryLock() != null && isMarked(other)) {
          removeWork(left);
          Files.deleteIfExists(left.lock());
        }
      }
    } catch (IOException | OverlappingFileLockException e) {
      // It stays: the names say what it is.
    }
  }

  private void removeWork(HiddenName left) throws IOException {
    if (Files.exists(left.replaced(), LinkOption.NOFOLLOW_LINKS) && isOurs(left.replaced())) {
      if (Files.exists(left.target(), LinkOption.NOFOLLOW_LINKS)) {
        Trees.delete(left.replaced());
      } else {
        // The end came between the two moves: what was to be replaced has not been.
        Files.move(left.replaced(), left.target(), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    if (Files.exists(left.growing(), LinkOption.NOFOLLOW_LINKS) && isOurs(left.growing())) {
      Trees.delete(left.growing());
    }
  }

  private boolean isOurs(Path path) throws IOException {
    return !Files.isSymbolicLink(path)
        && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(file));
  }

  private static boolean isMarked(FileChannel channel) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(MARK.length + 1);
    while (found.hasRemaining() && channel.read(found) >= 0) {
      // Reads on until all is there, or one byte too much.
    }
    return found.flip().equals(ByteBuffer.wrap(MARK));
  }
}
