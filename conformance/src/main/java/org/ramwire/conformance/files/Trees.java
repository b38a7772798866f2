package org.ramwire.conformance.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The removal of a directory that this program has made; links in it are not followed. */
public final class Trees {

  /** Another thread may go on writing into a directory while it is removed. */
  private static final int MAX_TRIES = 100;

  private Trees() {}

  /**
   * Removes a file, or a directory with all that is in it.
   *
   * @param root nothing happens if it is not there
   * @throws IOException if something cannot be removed
   */
  public static void delete(Path root) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        Files.walkFileTree(root, new Deleting());
        return;
      } catch (NoSuchFileException e) {
        return;
      } catch (DirectoryNotEmptyException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
