package org.ramwire.receiver.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A block's image: a sparse file, written and read at any place. Thread-safe. */
final class BlockFile {

  private static final Set<OpenOption> FRESH = Set.of(CREATE_NEW, SPARSE, READ, WRITE);

  private static final FileAttribute<?>[] OWNERS =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private final OpenFiles files;
  private final Path file;

  /** What messages call the file. */
  private final Path shown;

  private BlockFile(OpenFiles files, Path file, Path shown) {
    this.files = files;
    this.file = file;
    this.shown = shown;
  }

  /**
   * Makes an image that reads as zero.
   *
   * @param files opens it
   * @param file must not be there
   * @param shown what messages call it
   * @param lengthBytes its length
   * @throws IOException if it cannot be made, or not so long
   */
  static BlockFile create(OpenFiles files, Path file, Path shown, long lengthBytes)
      throws IOException {
    BlockFile image = new BlockFile(files, file, shown);
    try {
      files.open(file, FRESH, OWNERS);
    } catch (IOException e) {
      throw image.fault(e);
    }
    try (RandomAccessFile sized = new RandomAccessFile(file.toFile(), "rw")) {
      sized.setLength(lengthBytes);
    } catch (IOException e) {
      throw new IOException(
          "no file of " + lengthBytes + " bytes at " + shown + ": " + e.getMessage(), e);
    }
    return image;
  }

  /** Writes what remains of a direct buffer. */
  void write(ByteBuffer bytes, long offset) throws IOException {
    try {
      FileChannel channel = files.borrow(file);
      try {
        long at = offset;
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
      } finally {
        files.giveBack(file);
      }
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** Fills what remains of a direct buffer. */
  void read(ByteBuffer target, long offset) throws IOException {
    try {
      FileChannel channel = files.borrow(file);
      try {
        long at = offset;
        while (target.hasRemaining()) {
          int read = channel.read(target, at);
          if (read < 0) {
            throw new IOException("the image was shortened while it was written");
          }
          at += read;
        }
      } finally {
        files.giveBack(file);
      }
    } catch (IOException e) {
      throw fault(e);
    }
  }

  void truncate(long lengthBytes) throws IOException {
    try {
      FileChannel channel = files.borrow(file);
      try {
        channel.truncate(lengthBytes);
      } finally {
        files.giveBack(file);
      }
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /** Names the file: the system tells the reason alone. */
  private IOException fault(IOException failure) {
    String reason =
        failure instanceof FileSystemException known
            ? known.getReason() == null ? known.getClass().getSimpleName() : known.getReason()
            : String.valueOf(failure.getMessage());
    FileSystemException named = new FileSystemException(shown.toString(), null, reason);
    named.initCause(failure);
    return named;
  }
}
