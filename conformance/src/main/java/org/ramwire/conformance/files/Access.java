package org.ramwire.conformance.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read what is made. */
public enum Access {
  /** Its owner alone: a guest's memory is private. */
  OWNER("rw-------", "rwx------"),
  /** Whom the process's mask lets: reports and cases are for everybody. */
  EVERYBODY(null, null);

  private final FileAttribute<?>[] fileAttributes;
  private final FileAttribute<?>[] directoryAttributes;

  Access(String file, String directory) {
    this.fileAttributes = attributes(file);
    this.directoryAttributes = attributes(directory);
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    boolean plain =
        permissions == null
            || !FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return plain
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
  }

  /**
   * Creates a file that is not there.
   *
   * @param file must not be there, not even as a link
   * @param access how it is opened
   * @return it, open
   * @throws IOException if it is there, or cannot be made
   */
  FileChannel create(Path file, StandardOpenOption access) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, access);
    return FileChannel.open(file, options, fileAttributes);
  }

  /**
   * Writes a file that is not there.
   *
   * @param file must not be there, not even as a link
   * @param text all of it
   * @throws IOException if it is there, or cannot be written
   */
  public void write(Path file, String text) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = create(file, StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    }
  }

  void createDirectory(Path directory) throws IOException {
    Files.createDirectory(directory, directoryAttributes);
  }
}
